package dev.pli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
  private static Samples of(double... values) {
    var samples = new Samples();
    for (double value : values) {
      samples.add(value);
    }
    return samples;
  }

  @Test
  void aQuantileIsOneOfTheValues() {
    Samples samples = of(5, 1, 4, 2, 3);
    assertEquals(3, samples.median());
    assertEquals(1, samples.quantile(0));
    assertEquals(5, samples.quantile(0.95));
    assertEquals(5, samples.largest());
    assertEquals(2, of(3, 2).median());
  }

  @Test
  void nothingHasNoMedian() {
    assertThrows(IllegalStateException.class, () -> of().median());
  }

  @ParameterizedTest
  @CsvSource({"0.126,0.13", "9.994,9.99", "12.34,12.3", "1234.5,'1,235'"})
  void printsTheDigitsThatCount(double value, String text) {
    assertEquals(text, Samples.digits(value));
  }
}
