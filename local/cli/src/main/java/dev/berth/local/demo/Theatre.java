package dev.berth.local.demo;

import dev.berth.local.client.Input;
import dev.berth.local.client.Request;
import dev.berth.local.client.Requests;
import dev.berth.local.client.Service;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the demo plays: a platform that is up.
 *
 * @param home where Berth was built
 * @param place the platform's folder
 * @param running where it listens
 * @param feed what happens there
 * @param story what is told
 */
record Theatre(Home home, Place place, Running running, Feed feed, Story story) {

  /** For what follows from one event to the next on a slow machine. */
  static final Duration SOON = Duration.ofMinutes(1);

  Path example(String name) {
    return home.path().resolve("examples").resolve(name);
  }

  /** Submits a file of the examples. */
  void submit(String name) throws IOException, InterruptedException {
    story.tell("submitting examples/jobs/" + name);
    new Requests(running).send(Request.checked(Input.read(example("jobs/" + name).toString())));
  }

  Service service(Part part) {
    return new Service(running, part);
  }
}
