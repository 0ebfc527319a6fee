/**
 * What Flink opens of the JDK on Java 17 and 21. Flink's own config.yaml carries this list; a config.yaml that
 * lacks it fails the job at its start.
 */
const EXPORTS = [
  "java.rmi/sun.rmi.registry",
  "jdk.compiler/com.sun.tools.javac.api",
  "jdk.compiler/com.sun.tools.javac.file",
  "jdk.compiler/com.sun.tools.javac.parser",
  "jdk.compiler/com.sun.tools.javac.tree",
  "jdk.compiler/com.sun.tools.javac.util",
  "java.security.jgss/sun.security.krb5",
];

const OPENS = [
  "java.lang",
  "java.net",
  "java.io",
  "java.nio",
  "sun.nio.ch",
  "java.lang.reflect",
  "java.text",
  "java.time",
  "java.util",
  "java.util.concurrent",
  "java.util.concurrent.atomic",
  "java.util.concurrent.locks",
];

/** Value of `env.java.opts.all`. */
export const JAVA_OPTIONS = [
  ...EXPORTS.map((name) => `--add-exports=${name}=ALL-UNNAMED`),
  ...OPENS.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
].join(" ");
