package dev.berth.local.demo;

import dev.berth.advisor.Explanation;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Json;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Platform;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Running;
import dev.berth.local.text.Elapsed;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** The whole demo, on a platform of its own. */
public final class Demo implements Play {

  private final Home home;
  private final Place place;
  private final Running running;
  private final Story story;
  private final Platform platform;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * In that folder, which is its own, on those ports.
   *
   * @param out where it tells
   */
  public Demo(Home home, Place place, Running running, PrintWriter out) {
    this.home = home;
    this.place = place;
    this.running = running;
    this.story = new Story(out);
    this.platform = new Platform(home, place, running, story::tell);
  }

  /**
   * Plays it all, and ends everything.
   *
   * @throws DemoFailure if something that it shows did not happen, and which
   * @throws PlatformException if the platform did not come up, and why
   */
  @Override
  public void play() throws DemoFailure, PlatformException, IOException, InterruptedException {
    story.chapter("A broker and three services, each a process of its own");
    platform.start();
    try (Feed feed = new Feed(running.ports().bootstrapServers(), story::tell)) {
      perform(new Theatre(home, place, running, feed, story));
    }
    story.chapter("The end");
    close();
    NothingLeft.onTheMachine(place, story);
    story.tell(
        "done: %d facts checked in %s".formatted(story.facts(), Elapsed.of(story.elapsed())));
  }

  private void perform(Theatre theatre)
      throws DemoFailure, PlatformException, IOException, InterruptedException {
    KilledTraining training = new KilledTraining(theatre);
    OtherJobs others = new OtherJobs(theatre);
    story.chapter("1. Pipelines ask for jobs");
    theatre.submit("digits.json");
    theatre.submit("digits.cloudevent.json");
    theatre.submit("failing.json");
    theatre.submit("unplaceable.json");
    others.submitMalformed();
    story.chapter("2. The training is killed in the middle, and goes on elsewhere");
    training.killFirst();
    training.secondGoesOn();
    story.chapter("   Meanwhile, the others");
    others.failingFails();
    others.unplaceableSaysWhy();
    others.malformedIsKept();
    story.chapter("3. Why there? And where would it run in a company's fleet?");
    explainSecond(theatre);
    new DryRuns(theatre).decide();
    story.chapter("4. One trace");
    new WholeTrace(theatre).draw();
    NothingLeft.inTheLedger(theatre);
  }

  private void explainSecond(Theatre theatre)
      throws DemoFailure, IOException, InterruptedException {
    Decision decision =
        Json.mapper()
            .treeToValue(
                theatre.service(Part.ADVISOR).get("/decisions/" + KilledTraining.SECOND),
                Decision.class);
    DemoFailure.unless(
        decision.attempt().equals(KilledTraining.SECOND) && decision.chosen() != null,
        "the advisor has no decision about %s: %s",
        KilledTraining.SECOND,
        decision);
    story.fact("the decision about the second attempt is kept, with every reason:");
    story.show(Explanation.of(decision));
  }

  /** Ends the platform and whatever of its jobs still runs; nothing the second time. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    platform.close();
    try {
      NothingLeft.onThePools(home, place, running, story);
    } catch (PlatformException e) {
      story.tell("what is left on the pools could not be released: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
