import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Raises the classes of jars to the format of Java 8 where they are in that of Java 5 or older (picocli's are): Java's
 * ahead-of-time cache takes none of those, because they lack the stack maps that newer ones are verified by. Code and
 * everything else stay as they are; jars without such classes are left alone.
 *
 * <p>{@code java NewerClasses.java JAR...}
 */
final class NewerClasses {
    private static final int OLDEST_WITH_MAPS = ClassFile.JAVA_6_VERSION;

    private NewerClasses() {
    }

    public static void main(String[] jars) throws IOException {
        for (var name : jars) {
            var jar = Path.of(name);
            if (hasOldOnes(jar)) {
                rewrite(jar);
                System.out.println("classes of " + jar.getFileName() + " written in the format of Java 8");
            }
        }
    }

    private static boolean hasOldOnes(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().toList()) {
                if (isClass(entry)) {
                    try (var in = file.getInputStream(entry)) {
                        if (isOld(in.readNBytes(8))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    private static boolean isOld(byte[] start) {
        return ((start[6] & 0xff) << 8 | start[7] & 0xff) < OLDEST_WITH_MAPS;
    }

    private static void rewrite(Path jar) throws IOException {
        var made = jar.resolveSibling(jar.getFileName() + ".new");
        try (var file = new JarFile(jar.toFile());
                var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(made)))) {
            var hierarchy = ClassHierarchyResolver.ofResourceParsing(type -> resource(file, type))
                    .orElse(ClassHierarchyResolver.defaultResolver()).cached();
            var format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
            for (var entry : file.stream().toList()) {
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                try (var in = file.getInputStream(entry)) {
                    var content = in.readAllBytes();
                    out.write(isClass(entry) && isOld(content) ? newer(format, content) : content);
                }
                out.closeEntry();
            }
        }
        Files.move(made, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] newer(ClassFile format, byte[] old) {
        return format.transformClass(format.parse(old), ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen((builder, element) -> builder.with(element instanceof ClassFileVersion
                        ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0) : element)));
    }

    private static InputStream resource(JarFile file, ClassDesc type) {
        var name = type.descriptorString();
        var entry = file.getEntry(name.substring(1, name.length() - 1) + ".class");
        try {
            return entry == null ? null : file.getInputStream(entry);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
