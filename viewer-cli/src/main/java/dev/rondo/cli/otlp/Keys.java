package dev.rondo.cli.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a connection trusts, and what it shows of itself, from PEM files. */
final class Keys {
  final X509TrustManager trust;
  final SSLSocketFactory sockets;

  /**
   * Reads the files.
   *
   * @throws IOException if one of them cannot be read; the message names it
   */
  Keys(@Nullable Path authority, @Nullable Path certificate, @Nullable Path key)
      throws IOException {
    try {
      trust = trust(authority);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown(certificate, key), new TrustManager[] {trust}, null);
      sockets = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("can't use the certificates: " + e.getMessage(), e);
    }
  }

  private static X509TrustManager trust(@Nullable Path authority)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authority == null ? null : store(certificates(authority)));
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static KeyManager @Nullable [] shown(@Nullable Path certificate, @Nullable Path key)
      throws GeneralSecurityException, IOException {
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store = store(List.of());
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("client", key(key, chain[0].getPublicKey().getAlgorithm()), none(), chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none());
    return factory.getKeyManagers();
  }

  private static char[] none() {
    return new char[0];
  }

  private static KeyStore store(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int i = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("c" + i++, certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException(file + " has no certificate in it");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws IOException {
    try {
      String pem = Files.readString(file, US_ASCII);
      String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
      byte[] bytes = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " is no private key in PEM (PKCS #8)", e);
    }
  }
}
