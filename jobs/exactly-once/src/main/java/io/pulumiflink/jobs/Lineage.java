package io.pulumiflink.jobs;

/**
 * Where the state comes from. A job that lost its state looks healthy from inside, for it counts from 0 again; but it
 * has another {@code startedAt} than before.
 *
 * @param startedAt when this state began with nothing, in milliseconds since 1970
 * @param restores how often it was restored since
 */
public record Lineage(long startedAt, long restores) {

  Lineage restored() {
    return new Lineage(startedAt, restores + 1);
  }
}
