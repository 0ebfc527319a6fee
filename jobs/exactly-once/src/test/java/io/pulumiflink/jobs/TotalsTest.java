package io.pulumiflink.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TotalsTest {

  private final Totals totals = new Totals();

  /** Counts the numbers of one key and returns the last number then known. */
  private long count(long... numbers) {
    long last = Totals.NONE;
    for (long number : numbers) {
      last = totals.count(last, number);
    }
    return last;
  }

  private void assertTotals(long records, long gaps, long repeats, long lastNumber) {
    assertEquals(
        "records %d gaps %d repeats %d last %d".formatted(records, gaps, repeats, lastNumber),
        "records %d gaps %d repeats %d last %d"
            .formatted(totals.records, totals.gaps, totals.repeats, totals.lastNumber));
  }

  @Test
  void consecutiveNumbersAreNeitherGapNorRepeat() {
    assertEquals(3, count(0, 1, 2, 3));
    assertTotals(4, 0, 0, 3);
  }

  @Test
  void aHoleCountsEveryMissingRecord() {
    assertEquals(6, count(0, 1, 5, 6));
    assertTotals(4, 3, 0, 6);
  }

  @Test
  void aMissingBeginIsAGap() {
    assertEquals(2, count(2));
    assertTotals(1, 2, 0, 2);
  }

  @Test
  void aRepeatDoesNotTurnTheLastNumberBack() {
    assertEquals(3, count(0, 1, 2, 1, 2, 3));
    assertTotals(6, 0, 2, 3);
  }

  @Test
  void inheritedTotalsAddUp() {
    count(0, 2, 2);
    Totals other = new Totals();
    other.count(Totals.NONE, 9);
    totals.add(other);
    assertTotals(4, 10, 1, 9);
  }

  @Test
  void positionsGoRoundTheKeys() {
    assertEquals(new Numbered(0, 0), Numbered.at(0, 3));
    assertEquals(new Numbered(2, 0), Numbered.at(2, 3));
    assertEquals(new Numbered(0, 1), Numbered.at(3, 3));
    assertEquals("1,2", Numbered.at(7, 3).line());
  }
}
