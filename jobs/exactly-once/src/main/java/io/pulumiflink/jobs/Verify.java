package io.pulumiflink.jobs;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.util.List;
import java.util.Random;

/**
 * Knows the last number of every key and counts what is missing and what comes again, all in checkpointed state.
 * Records pass unchanged, the wrong ones too: an outside reader of the sink must be able to see them.
 */
public class Verify extends KeyedProcessFunction<Integer, Numbered, Numbered> implements CheckpointedFunction {
  private static final long serialVersionUID = 1;
  private static final String LINEAGE = "lineage";

  private final int stateBytes;
  private final long checkpointDelayMs;

  private transient ValueState<Long> last;
  private transient ValueState<byte[]> payload;
  private transient ListState<Totals> checkpointedTotals;
  /** Broadcast state, of which every subtask has a copy after any change of parallelism. */
  private transient BroadcastState<String, Lineage> checkpointedLineage;
  private transient Totals totals;
  private transient Lineage lineage;

  Verify(int stateBytes, long checkpointDelayMs) {
    this.stateBytes = stateBytes;
    this.checkpointDelayMs = checkpointDelayMs;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    last = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("last-number", Types.LONG));
    payload = context.getKeyedStateStore().getState(
        new ValueStateDescriptor<>("payload", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    checkpointedTotals = context.getOperatorStateStore().getListState(
        new ListStateDescriptor<>("totals", Totals.class));
    checkpointedLineage = context.getOperatorStateStore().getBroadcastState(
        new MapStateDescriptor<>("lineage", Types.STRING, Types.POJO(Lineage.class)));

    totals = new Totals();
    for (Totals inherited : checkpointedTotals.get()) {
      totals.add(inherited);
    }
    lineage = context.isRestored()
        ? checkpointedLineage.get(LINEAGE).restored()
        : new Lineage(System.currentTimeMillis(), 0);
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    metrics.gauge("records", () -> totals.records);
    metrics.gauge("gaps", () -> totals.gaps);
    metrics.gauge("repeats", () -> totals.repeats);
    metrics.gauge("lastNumber", () -> totals.lastNumber);
    // Every subtask knows these two: only the first reports them, so that the sum of all is the job's figure.
    boolean first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    metrics.gauge("restores", () -> first ? lineage.restores() : 0);
    metrics.gauge("startedAt", () -> first ? lineage.startedAt() : 0);
  }

  @Override
  public void processElement(Numbered record, Context context, Collector<Numbered> out) throws Exception {
    Long before = last.value();
    last.update(totals.count(before == null ? Totals.NONE : before, record.number()));
    if (stateBytes > 0 && payload.value() == null) {
      payload.update(randomBytes(record.key()));
    }
    out.collect(record);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    checkpointedTotals.update(List.of(totals));
    checkpointedLineage.put(LINEAGE, lineage);
    // A slow checkpoint is the purpose of the option: something can be killed in the middle of it.
    if (checkpointDelayMs > 0) {
      Thread.sleep(checkpointDelayMs);
    }
  }

  Totals totals() {
    return totals;
  }

  Lineage lineage() {
    return lineage;
  }

  /** Random, so that no compression makes the checkpoint small again. */
  private byte[] randomBytes(int seed) {
    byte[] bytes = new byte[stateBytes];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
