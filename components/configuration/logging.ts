/** Files of Flink's conf folder that configure logging: the console for Kubernetes, a bounded file for the web UI. */
export function loggingFiles(level: string): Record<string, string> {
  return { "log4j-console.properties": log4jConsole(level) };
}

function log4jConsole(level: string): string {
  const pattern = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n";
  return `monitorInterval = 30
rootLogger.level = ${level}
rootLogger.appenderRef.console.ref = Console
rootLogger.appenderRef.file.ref = File
logger.pekko.name = org.apache.pekko
logger.pekko.level = INFO
logger.hadoop.name = org.apache.hadoop
logger.hadoop.level = WARN
logger.netty.name = org.jboss.netty.channel.DefaultChannelPipeline
logger.netty.level = OFF
appender.console.name = Console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = ${pattern}
appender.file.name = File
appender.file.type = RollingFile
appender.file.append = false
appender.file.fileName = \${sys:log.file}
appender.file.filePattern = \${sys:log.file}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = ${pattern}
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 20MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 5
`;
}
