package io.pulumiflink.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The keyed function inside a real operator, with real snapshots. Figures are read where the gauges read them. */
class VerifyTest {

  private static final int KEYS = 4;
  private static final int MAX_PARALLELISM = 128;

  /** One subtask of the operator and the function inside. */
  private record Subtask(
      Verify verify, KeyedOneInputStreamOperatorTestHarness<Integer, Numbered, Numbered> harness)
      implements AutoCloseable {

    static Subtask start(int parallelism, int index, OperatorSubtaskState state) throws Exception {
      Verify verify = new Verify(0, 0);
      var harness = new KeyedOneInputStreamOperatorTestHarness<>(
          new KeyedProcessOperator<>(verify), Numbered::key, Types.INT, MAX_PARALLELISM, parallelism, index);
      if (state != null) {
        harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
            state, MAX_PARALLELISM, 1, parallelism, index));
      }
      harness.open();
      return new Subtask(verify, harness);
    }

    /** Feeds the records of the source positions from (included) to (excluded). */
    void positions(long from, long to) throws Exception {
      for (long position = from; position < to; position++) {
        harness.processElement(Numbered.at(position, KEYS), position);
      }
    }

    void assertTotals(long records, long gaps, long repeats) {
      Totals totals = verify.totals();
      assertArrayEquals(
          new long[] {records, gaps, repeats}, new long[] {totals.records, totals.gaps, totals.repeats});
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  /** The state after 40 records, of which the last 4 were seen after the snapshot and are lost with the subtask. */
  private static OperatorSubtaskState snapshotAt36() throws Exception {
    try (Subtask before = Subtask.start(1, 0, null)) {
      before.positions(0, 36);
      OperatorSubtaskState state = before.harness().snapshot(1, 1);
      before.positions(36, 40);
      return state;
    }
  }

  @Test
  void goesOnWhereTheSnapshotWasTaken() throws Exception {
    try (Subtask after = Subtask.start(1, 0, snapshotAt36())) {
      after.positions(36, 60);
      after.assertTotals(60, 0, 0);
      assertEquals(1, after.verify().lineage().restores());
    }
  }

  @Test
  void aSourceThatGoesOnTooLateLosesRecords() throws Exception {
    try (Subtask after = Subtask.start(1, 0, snapshotAt36())) {
      after.positions(40, 60);
      after.assertTotals(56, 4, 0);
    }
  }

  @Test
  void aSourceThatGoesOnTooEarlyRepeatsRecords() throws Exception {
    try (Subtask after = Subtask.start(1, 0, snapshotAt36())) {
      after.positions(30, 60);
      after.assertTotals(66, 0, 6);
    }
  }

  @Test
  void withoutSnapshotALineageBegins() throws Exception {
    long began = System.currentTimeMillis();
    try (Subtask after = Subtask.start(1, 0, null)) {
      after.positions(0, 20);
      after.assertTotals(20, 0, 0);
      assertEquals(0, after.verify().lineage().restores());
      assertTrue(after.verify().lineage().startedAt() >= began);
    }
  }

  @Test
  void lineageSurvivesEveryRestore() throws Exception {
    OperatorSubtaskState state = snapshotAt36();
    long startedAt = 0;
    for (int restores = 1; restores <= 3; restores++) {
      try (Subtask after = Subtask.start(1, 0, state)) {
        Lineage lineage = after.verify().lineage();
        startedAt = restores == 1 ? lineage.startedAt() : startedAt;
        assertEquals(new Lineage(startedAt, restores), lineage);
        state = after.harness().snapshot(restores + 1, 1);
      }
    }
  }

  @Test
  void totalsAndLineageSurviveMoreParallelism() throws Exception {
    OperatorSubtaskState state = snapshotAt36();
    long records = 0;
    for (int index = 0; index < 3; index++) {
      try (Subtask after = Subtask.start(3, index, state)) {
        records += after.verify().totals().records;
        assertEquals(1, after.verify().lineage().restores());
      }
    }
    assertEquals(36, records);
  }
}
