package io.pulumiflink.jobs;

/**
 * One record: within a key the numbers are 0, 1, 2, ... without a hole.
 *
 * @param key 0 to keys - 1
 * @param number the position of this record among those of its key
 */
public record Numbered(int key, long number) {

  /** The record at a position of the source: positions go round the keys, so all keys advance together. */
  static Numbered at(long position, int keys) {
    return new Numbered((int) (position % keys), position / keys);
  }

  /** The record as a line of a sink file, without line end. */
  String line() {
    return key + "," + number;
  }
}
