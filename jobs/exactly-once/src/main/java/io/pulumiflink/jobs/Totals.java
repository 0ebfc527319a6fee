package io.pulumiflink.jobs;

/** What was verified so far. A Flink POJO, because it is kept in checkpointed state. */
public class Totals {
  /** The last number of a key that has had no record. */
  static final long NONE = -1;

  /** Records seen, the repeated ones included. */
  public long records;

  /** Records that are missing: the sum of the lengths of all holes. */
  public long gaps;

  /** Records that came again, or after a later one of their key. */
  public long repeats;

  /** The highest number of any key. */
  public long lastNumber = NONE;

  /**
   * Counts one record against the last number of its key.
   *
   * @return the key's last number from now on
   */
  long count(long last, long number) {
    records++;
    if (number <= last) {
      repeats++;
      return last;
    }
    gaps += number - last - 1;
    lastNumber = Math.max(lastNumber, number);
    return number;
  }

  /** Takes over what another subtask has counted: after a change of parallelism one inherits from several. */
  void add(Totals other) {
    records += other.records;
    gaps += other.gaps;
    repeats += other.repeats;
    lastNumber = Math.max(lastNumber, other.lastNumber);
  }
}
