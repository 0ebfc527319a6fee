package io.pulumiflink.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.Optional;

class OptionsTest {

  @Test
  void everyOptionHasADefault() {
    assertEquals(
        new Options(16, 200, Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE, 0, 0), Options.parse());
  }

  @Test
  void readsEveryOption() {
    assertEquals(
        new Options(4, 50, Optional.of(URI.create("s3://bucket/numbers")), 1000, 500, 1024, 2000),
        Options.parse(
            "--keys", "4", "--rate", "50", "--sink", "s3://bucket/numbers", "--count", "1000",
            "--fail-after", "500", "--state-bytes", "1024", "--checkpoint-delay-ms", "2000"));
  }

  @Test
  void allProblemsAreInOneError() {
    Exception error = assertThrows(
        IllegalArgumentException.class,
        () -> Options.parse("--rate", "fast", "--keys", "0", "--sink", "/tmp", "--retries", "3"));
    assertEquals(
        "exactly-once was not started: "
            + "--retries is not an option; options are --checkpoint-delay-ms, --count, --fail-after, --keys, --rate,"
            + " --sink, --state-bytes; "
            + "--keys is '0' but must be a whole number from 1 to 1000000; "
            + "--rate is 'fast' but must be a whole number from 1 to 1000000; "
            + "--sink is '/tmp' but must be a URI with a scheme, such as s3://bucket/folder",
        error.getMessage());
  }

  @Test
  void aWordThatIsNoOptionIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Options.parse("keys", "4"));
  }
}
