package io.pulumiflink.jobs;

import org.apache.flink.util.ParameterTool;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The program arguments.
 *
 * @param keys number of keys
 * @param rate records per second, over all keys
 * @param sink where the records are written, as a URI; empty: they are dropped
 * @param count number of records after which the job finishes
 * @param failAfter number of records after which the job fails for good
 * @param stateBytes bytes that every key carries in state
 * @param checkpointDelayMs how long every checkpoint is held up
 */
public record Options(
    int keys, long rate, Optional<URI> sink, long count, long failAfter, int stateBytes, long checkpointDelayMs) {

  private static final Set<String> NAMES =
      new TreeSet<>(Set.of("keys", "rate", "sink", "count", "fail-after", "state-bytes", "checkpoint-delay-ms"));

  /** Reads the arguments; all problems are in the one exception. */
  static Options parse(String... args) {
    List<String> problems = new ArrayList<>();
    ParameterTool tool = ParameterTool.fromMap(Map.of());
    try {
      tool = ParameterTool.fromArgs(args);
    } catch (IllegalArgumentException notAnOption) {
      problems.add(notAnOption.getMessage());
    }
    for (String name : new TreeSet<>(tool.toMap().keySet())) {
      if (!NAMES.contains(name)) {
        problems.add("--" + name + " is not an option; options are --" + String.join(", --", NAMES));
      }
    }
    Options options = new Options(
        (int) number(tool, "keys", 16, 1, 1_000_000, problems),
        number(tool, "rate", 200, 1, 1_000_000, problems),
        sink(tool, problems),
        number(tool, "count", Long.MAX_VALUE, 1, Long.MAX_VALUE, problems),
        number(tool, "fail-after", Long.MAX_VALUE, 1, Long.MAX_VALUE, problems),
        (int) number(tool, "state-bytes", 0, 0, 64 << 20, problems),
        number(tool, "checkpoint-delay-ms", 0, 0, 3_600_000, problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("exactly-once was not started: " + String.join("; ", problems));
    }
    return options;
  }

  private static long number(
      ParameterTool tool, String name, long otherwise, long min, long max, List<String> problems) {
    if (!tool.has(name)) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(tool.get(name));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Reported like a number out of range.
    }
    problems.add("--" + name + " is '" + tool.get(name) + "' but must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  private static Optional<URI> sink(ParameterTool tool, List<String> problems) {
    if (!tool.has("sink")) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(tool.get("sink"));
      if (uri.isAbsolute()) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException notAUri) {
      // Reported like a URI without scheme.
    }
    problems.add("--sink is '" + tool.get("sink") + "' but must be a URI with a scheme, such as s3://bucket/folder");
    return Optional.empty();
  }
}
