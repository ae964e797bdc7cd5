// The SHA-256 of every file below a folder: prints what this prints, line by line.
//
//     find DIR -type f | LC_ALL=C sort | xargs sha256sum
//
// One task walks the folder and feeds a bounded queue. Workers take from it, have the files read and
// hashed on other threads, and hand in the lines. What can't be read is reported, the rest is done
// all the same, and the exit code is then 1. DIR itself may be a link; no other is followed.

import static dev.rondo.Async.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rondo.*;
import dev.rondo.sync.Queue;
import dev.rondo.sync.QueueShutDownException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.*;

static final int WORKERS = 8;

/** A file: where it is, its name in the system's own bytes, and what kept us from it, or null. */
record Entry(Path path, byte[] name, IOException trouble) {}

/** What is said of a file: its checksum, or why there is none. */
record Line(byte[] text, boolean failed) {}

final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
final Map<Integer, Line> early = new HashMap<>(); // lines that have others to wait for
final boolean watched = standardErrorIsATerminal();
List<Entry> files = List.of();
int printed;
boolean failed;
boolean shown; // the progress, on the terminal's last line

void main(String[] args) {
    if (args.length != 1 || args[0].isEmpty()) {
        quit(2, "usage: Checksums DIR");
    }
    try {
        if (!Files.isDirectory(Path.of(args[0]))) {
            quit(2, "Checksums: " + args[0] + ": not a directory");
        }
        run(checksums(args[0]));
    } catch (InvalidPathException e) {
        quit(2, "Checksums: " + e.getMessage() + " (in the characters of this locale)");
    } catch (CompletionException e) {
        quit(1, "Checksums: " + e.getCause().getMessage()); // standard output was closed, or is full
    }
    if (failed) {
        System.exit(1);
    }
}

void quit(int code, String message) {
    System.err.println(message);
    System.exit(code);
}

// -- the tasks ------------------------------------------------------------------------------------

Coroutine<Void> checksums(String dir) {
    return async(() -> {
        Queue<Integer> places = new Queue<>(2 * WORKERS, "files");
        List<Task<Void>> tasks = new ArrayList<>();
        tasks.add(createTask(walk(dir, places), "walk"));
        for (int i = 1; i <= WORKERS; i++) {
            tasks.add(createTask(work(places), "worker-" + i));
        }
        Task<Void> progress = createTask(showProgress(), "progress");
        await(gather(tasks));
        progress.cancel();
        erase();
    });
}

Coroutine<Void> walk(String dir, Queue<Integer> places) {
    return async(() -> {
        files = await(toThread(() -> list(dir)));
        for (int place = 0; place < files.size(); place++) {
            await(places.put(place)); // pauses while the queue is full
        }
        places.shutdown(); // the workers empty it, and then end
    });
}

Coroutine<Void> work(Queue<Integer> places) {
    return async(() -> {
        try {
            while (true) {
                int place = await(places.get());
                Entry file = files.get(place);
                handIn(place, await(toThread(() -> check(file))));
            }
        } catch (QueueShutDownException nothingLeft) {
            return;
        }
    });
}

Coroutine<Void> showProgress() {
    return async(() -> {
        while (watched) {
            await(sleep(Duration.ofMillis(100)));
            erase();
            System.err.print(files.isEmpty() ? "looking for files" : printed + " of " + files.size() + " files");
            shown = true;
        }
    });
}

// -- output, in order: the loop's thread alone comes here, so nothing needs a lock ---------------

void handIn(int place, Line line) throws IOException {
    early.put(place, line);
    for (Line next = early.remove(printed); next != null; next = early.remove(printed)) {
        print(next);
        printed++;
    }
    out.flush();
}

void print(Line line) throws IOException {
    erase();
    if (line.failed()) {
        failed = true;
        out.flush();
        System.err.write(line.text());
    } else {
        out.write(line.text());
    }
}

/** Clears the line with the progress. */
void erase() {
    if (shown) {
        System.err.print("\r\033[K");
        shown = false;
    }
}

boolean standardErrorIsATerminal() {
    try {
        String device = Path.of("/dev/stderr").toRealPath().toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
        return false; // a pipe has no path
    }
}

// -- the work, on other threads -------------------------------------------------------------------

/** Every regular file below {@code dir}, in the order of its name's bytes. */
List<Entry> list(String dir) throws IOException {
    Path root = Path.of(dir).toRealPath();
    byte[] prefix = (dir.endsWith("/") ? dir : dir + "/").getBytes(systemCharset());
    int known = bytes(root).length; // a folder's end with a slash
    List<Entry> found = new ArrayList<>();
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return attributes.isRegularFile() ? add(file, null) : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException trouble) {
            return add(file, trouble);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException trouble) {
            return trouble == null ? FileVisitResult.CONTINUE : add(folder, trouble);
        }

        private FileVisitResult add(Path file, IOException trouble) {
            byte[] full = bytes(file);
            found.add(new Entry(file, concat(prefix, Arrays.copyOfRange(full, known, full.length)), trouble));
            return FileVisitResult.CONTINUE;
        }
    });
    found.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
    return found;
}

Line check(Entry file) throws GeneralSecurityException {
    try {
        return new Line(concat(sha256(file), "\n".getBytes(ISO_8859_1)), false);
    } catch (IOException e) {
        String reason = switch (e) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage();
        };
        byte[] start = "Checksums: ".getBytes(ISO_8859_1);
        return new Line(concat(start, file.name(), (": " + reason + "\n").getBytes(systemCharset())), true);
    }
}

/** The line for a file, without its end. A name with a line break or a backslash is escaped. */
byte[] sha256(Entry file) throws IOException, GeneralSecurityException {
    if (file.trouble() != null) {
        throw file.trouble();
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Files.copy(file.path(), new DigestOutputStream(OutputStream.nullOutputStream(), digest)); // piece by piece
    String name = new String(file.name(), ISO_8859_1); // a character for each byte, and back
    String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    String mark = escaped.equals(name) ? "" : "\\";
    return (mark + HexFormat.of().formatHex(digest.digest()) + "  " + escaped).getBytes(ISO_8859_1);
}

/** The bytes of a path. Its text would lose those that are no characters here; its URI has them all. */
byte[] bytes(Path path) {
    String encoded = path.toUri().getRawPath().replace("+", "%2B"); // URLDecoder takes + for a space
    return URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1);
}

Charset systemCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding"));
}

byte[] concat(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
        joined.writeBytes(part);
    }
    return joined.toByteArray();
}
