import * as assert from "node:assert/strict";
import { loggingFiles } from "../../../components/configuration/logging";

const CONSOLE = `monitorInterval = 30
rootLogger.level = DEBUG
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
appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
appender.file.name = File
appender.file.type = RollingFile
appender.file.append = false
appender.file.fileName = \${sys:log.file}
appender.file.filePattern = \${sys:log.file}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 20MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 5
`;

describe("logging", () => {
  it("goes to the console and to a bounded file, at the level of the arguments", () => {
    assert.deepEqual(loggingFiles("DEBUG"), { "log4j-console.properties": CONSOLE });
  });
});
