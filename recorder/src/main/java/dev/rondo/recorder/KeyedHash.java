package dev.rondo.recorder;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ten hex digits of an HMAC under a key that is made up and never written down, so that nobody can
 * find a text by trying the likely ones. For any thread.
 */
final class KeyedHash implements UnaryOperator<String> {
  private static final String ALGORITHM = "HmacSHA256"; // that every Java has
  private static final int BYTES = 5;

  private final SecretKeySpec key;

  KeyedHash() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  @Override
  public String apply(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "#" + HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
