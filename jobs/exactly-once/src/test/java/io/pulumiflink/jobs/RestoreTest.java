package io.pulumiflink.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The whole job on a MiniCluster: it fails in the middle, and a second run goes on, or begins anew. */
class RestoreTest {

  private static final int COUNT = 900;

  @TempDir
  Path directory;

  @BeforeEach
  void failsInTheMiddle() throws IOException {
    assertThrows(Exception.class, () -> run(new Configuration(), "--fail-after", "600"));
    List<String> committed = committed();
    assertTrue(!committed.isEmpty() && committed.size() < 600, "committed: " + committed.size());
  }

  @Test
  void restoredFromTheLastCheckpointNothingIsLostOrDoubled() throws Exception {
    run(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, newestCheckpoint().toUri().toString()));
    List<String> committed = committed();
    assertEquals(COUNT, committed.size());
    assertEquals(COUNT, new HashSet<>(committed).size());
  }

  /** The control: a run that lost the state must be seen. */
  @Test
  void restoredFromNothingRecordsAreDoubled() throws Exception {
    int before = committed().size();
    run(new Configuration());
    List<String> committed = committed();
    assertEquals(COUNT, new HashSet<>(committed).size());
    assertEquals(before, committed.size() - COUNT);
  }

  private void run(Configuration configuration, String... more) throws Exception {
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("checkpoints").toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    List<String> args = new ArrayList<>(List.of(
        "--keys", "4", "--rate", "300", "--count", "" + COUNT, "--sink", directory.resolve("sink").toUri().toString()));
    args.addAll(List.of(more));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    ExactlyOnceJob.build(environment, Options.parse(args.toArray(String[]::new)));
    environment.execute();
  }

  private List<String> committed() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("sink"))) {
      for (Path file : files.filter(file -> file.getFileName().toString().startsWith("numbers-")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private Path newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingLong(path -> Long.parseLong(path.getFileName().toString().substring("chk-".length()))))
          .orElseThrow();
    }
  }
}
