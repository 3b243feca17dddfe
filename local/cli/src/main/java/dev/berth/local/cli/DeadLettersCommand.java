package dev.berth.local.cli;

import dev.berth.local.client.DeadLetter;
import dev.berth.local.client.DeadLetterReader;
import dev.berth.local.client.ExitCode;
import dev.berth.local.text.Moment;
import dev.berth.local.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the records that no service could read, with the reason and the place that each came from.",
      "As JSON with the whole value in Base64, byte for byte."
    })
final class DeadLettersCommand implements Callable<Integer> {

  private static final int SHOWN = 60;

  @Mixin private PlaceOption where = new PlaceOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The latest so many; ${DEFAULT-VALUE} if not said.")
  private int limit = 100;

  @Override
  public Integer call() {
    List<DeadLetter> letters = new DeadLetterReader(where.running()).latest(limit);
    output.print(letters, () -> table(letters));
    return ExitCode.OK.number();
  }

  private static String table(List<DeadLetter> letters) {
    Table table = new Table("TIME", "FROM", "BY", "BYTES", "REASON", "BEGINS");
    for (DeadLetter letter : letters) {
      table.row(
          Moment.of(letter.time().toString()),
          "%s-%s@%s".formatted(letter.topic(), letter.partition(), letter.offset()),
          letter.service(),
          letter.value().length,
          letter.reason(),
          letter.beginning(SHOWN));
    }
    return table.isEmpty() ? "no dead letters\n" : table.toString();
  }
}
