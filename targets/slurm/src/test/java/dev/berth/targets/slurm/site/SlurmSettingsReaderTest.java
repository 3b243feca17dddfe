package dev.berth.targets.slurm.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Target;
import dev.berth.targets.ssh.Host;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlurmSettingsReaderTest {

  @Test
  void aProfileAndAUserAreEnough() throws Exception {
    SlurmSettings settings =
        SlurmSettingsReader.read(target("nersc", "{user: elvis, account: m1234}"));

    assertThat(settings.transport())
        .isEqualTo(
            new Transport.Ssh(
                Host.configured("perlmutter.nersc.gov", "elvis", null, List.of()), null));
    assertThat(settings.files()).isNull();
    assertThat(settings.scratch()).isEqualTo("/pscratch/sd/e/elvis/berth");
    assertThat(settings.workdir()).isEqualTo(settings.scratch());
    assertThat(settings.container()).isEqualTo(ContainerRuntime.SHIFTER);
    assertThat(settings.walltime()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void scratchMayFollowFromTheProject() throws Exception {
    assertThat(SlurmSettingsReader.read(target("olcf", "{user: elvis, account: ABC123}")).scratch())
        .isEqualTo("/lustre/orion/abc123/scratch/elvis/berth");
  }

  @Test
  void anAddressMeansRestAndAHostBesideItReachesTheFiles() throws Exception {
    SlurmSettings settings =
        SlurmSettingsReader.read(
            target(
                "generic",
                "{url: 'https://slurm.example.com/', token-command: 'scontrol token', host: login, scratch: /s/, ssh-options: 'ProxyJump=a;ControlPersist=10m'}"));

    assertThat(settings.transport())
        .isEqualTo(
            new Transport.Rest(
                URI.create("https://slurm.example.com"),
                new Transport.Token.Printed(List.of("scontrol", "token")),
                null));
    assertThat(settings.files())
        .isEqualTo(
            new Transport.Ssh(
                Host.configured("login", null, null, List.of("ProxyJump=a", "ControlPersist=10m")),
                null));
    assertThat(settings.scratch()).isEqualTo("/s");
  }

  @Test
  void aProfileMayBeOnesOwn(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("ours.yaml"),
            """
            site: ours
            system: one
            title: Ours
            login: login.ours.example.com
            gpuOption: gpus-per-node
            asksForMemory: false
            nodes: [{name: a, cpus: 8, memoryMiB: 1000}]
            queues: [{name: q, partition: q, nodes: [a], maximumMinutes: 60}]
            """);

    SlurmSettings settings =
        SlurmSettingsReader.read(target("ours", "{profile: %s, scratch: /s}".formatted(file)));

    assertThat(settings.profile().queues()).extracting(SiteQueue::name).containsExactly("q");
    assertThat(settings.gpuOption()).isEqualTo(GpuOption.GPUS_PER_NODE);
    assertThat(settings.asksForMemory()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          elsewhere | {}                                            | target 'hpc': dialect 'elsewhere' is none of [nersc, tacc, olcf, generic]
          tacc      | {}                                            | driver.settings.system is missing; 'tacc' has vista, stampede3, lonestar6, frontera
          tacc      | {system: ranger}                              | driver.settings.system 'ranger' is none of vista, stampede3, lonestar6, frontera
          tacc      | {system: vista, user: a}                      | driver.settings.scratch is missing
          nersc     | {user: a}                                     | driver.settings.account is missing; at NERSC Perlmutter it looks like m1234
          nersc     | {user: a, account: 'm 1'}                     | driver.settings.account 'm 1' has a character
          nersc     | {user: a, account: M1}                        | driver.settings.account 'M1' is none of NERSC Perlmutter, where they look like m1234
          nersc     | {account: m1}                                 | driver.settings.scratch is missing, or user, from which /pscratch/sd/{u}/{user}/berth follows
          generic   | {scratch: /s}                                 | driver.settings.host is missing
          generic   | {host: -oProxyCommand=x, scratch: /s}         | driver.settings.host '-oProxyCommand=x' is not a plain name
          generic   | {host: a, scratch: s}                         | driver.settings.scratch 's' is not an absolute path
          generic   | {host: a, scratch: '/s/%j'}                   | driver.settings.scratch '/s/%j' is not an absolute path without %
          generic   | {host: a, scratch: /s, transport: carrier}    | driver.settings.transport 'carrier' is neither rest nor ssh
          generic   | {scratch: /s, transport: rest}                | driver.settings.url is missing
          generic   | {scratch: /s, url: 'ftp://a'}                 | driver.settings.url 'ftp://a' is not an http or https address
          generic   | {scratch: /s, url: 'http://a'}                | driver.settings.token-file is missing, or token-command
          generic   | {scratch: /s, url: 'http://a', token-file: a, token-command: b} | driver.settings.token-file and token-command exclude each other
          generic   | {host: a, scratch: /s, gpus: all}             | driver.settings.gpus 'all' is none of gpus-per-node, gres, none
          generic   | {host: a, scratch: /s, memory: maybe}         | driver.settings.memory 'maybe' is neither true nor false
          generic   | {host: a, scratch: /s, container-runtime: docker} | driver.settings.container-runtime 'docker' is none of [shifter, podman-hpc, apptainer]
          generic   | {host: a, scratch: /s, walltime: PT1S}        | driver.settings.walltime 'PT1S' is not within PT1M..PT8760H
          generic   | {host: a, scratch: /s, poll-interval: 30}     | driver.settings.poll-interval '30' is not an ISO 8601 duration
          generic   | {host: a, scratch: /s, poll-interval: PT50S, poll-maximum: PT40S} | driver.settings.poll-maximum 'PT40S' is not within PT50S..PT24H
          generic   | {host: a, scratch: /s, secrets: .env}         | driver.settings.secrets '.env' is not an absolute path
          generic   | {host: a, scratch: /s, profile: /none, system: a} | driver.settings.profile and system exclude each other
          generic   | {host: a, scratch: /s, profile: /none}        | driver.settings.profile '/none' is of no use: /none cannot be read
          generic   | {host: a, scratch: /s, keys: b}               | driver.settings.keys is not known
          """)
  void namesWhatIsWrong(String dialect, String settings, String message) throws Exception {
    Target target = target(dialect, settings);

    assertThatThrownBy(() -> SlurmSettingsReader.read(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Target target(String dialect, String settings) throws Exception {
    return FleetFile.parse(
            """
            targets:
              - id: hpc
                model: hpc
                dialect: %s
                driver: {kind: slurm, settings: %s}
                nodes: [{name: a, cpus: 8, memoryMiB: 1000, maximum: 1}]
            """
                .formatted(dialect, settings),
            "fleet")
        .targets()
        .getFirst();
  }
}
