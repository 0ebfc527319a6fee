package io.pulumiflink.jobs;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Numbers go from a source through keyed state to a sink; see README.md for what that proves. */
public final class ExactlyOnceJob {

  private ExactlyOnceJob() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment, Options.parse(args));
    environment.execute("exactly-once");
  }

  /** Checkpoints, restarts and state backend are the configuration's matter, not the program's. */
  static void build(StreamExecutionEnvironment environment, Options options) {
    environment
        .fromSource(source(options), WatermarkStrategy.noWatermarks(), "numbers")
        // One subtask, whatever the scheduler would like: two would each number a range of their own.
        .setParallelism(1)
        .setMaxParallelism(1)
        .uid("numbers")
        .keyBy(Numbered::key, Types.INT)
        .process(new Verify(options.stateBytes(), options.checkpointDelayMs()))
        .returns(Numbered.class)
        .name("verify")
        .uid("verify")
        // Else the vertex would be named after the whole chain.
        .disableChaining()
        .sinkTo(options.sink().map(ExactlyOnceJob::fileSink).orElseGet(DiscardingSink::new))
        .name("sink")
        .uid("sink");
  }

  /** The position is the state of the source's split; the record at a position never changes. */
  private static DataGeneratorSource<Numbered> source(Options options) {
    int keys = options.keys();
    long failAfter = options.failAfter();
    GeneratorFunction<Long, Numbered> generator = position -> {
      if (position >= failAfter) {
        throw new SuppressRestartsException(new IllegalStateException("--fail-after " + failAfter + " is reached"));
      }
      return Numbered.at(position, keys);
    };
    return new DataGeneratorSource<>(
        generator, options.count(), RateLimiterStrategy.perSecond(options.rate()), TypeInformation.of(Numbered.class));
  }

  /** One file per subtask and checkpoint; it gets its final name when the checkpoint is complete. */
  private static Sink<Numbered> fileSink(URI directory) {
    return FileSink
        .<Numbered>forRowFormat(
            new Path(directory),
            (record, stream) -> stream.write((record.line() + "\n").getBytes(StandardCharsets.UTF_8)))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(OutputFileConfig.builder().withPartPrefix("numbers").withPartSuffix(".csv").build())
        .build();
  }
}
