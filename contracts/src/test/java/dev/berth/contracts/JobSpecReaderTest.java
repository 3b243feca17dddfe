package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSpecReaderTest {

  @Test
  void fillsInWhatIsNotSaid() {
    assertThat(valid("'id':'a','entrypoint':'python'"))
        .isEqualTo(
            new JobSpec(
                new JobId("a"),
                JobRuntime.RAY,
                "python",
                List.of(),
                Map.of(),
                null,
                new Resources(1, 1024, null),
                new Workers(1, 1),
                false,
                null,
                List.of(),
                null,
                Constraints.NONE,
                null,
                null,
                500,
                "default",
                null,
                Map.of(),
                false));
  }

  @Test
  void takesEveryFieldAtItsBounds() {
    JobSpec spec =
        valid(
            """
            'id':'a234567890123456789012345678901234567890','entrypoint':'java','runtime':'command',
            'arguments':['','--x'],'environment':{'A':''},'image':'ghcr.io/x@sha256:0',
            'resources':{'cpus':0.1,'memoryMiB':33554432,'accelerators':{'kind':'a100-80gb','count':65536}},
            'workers':{'min':1,'max':65536},'gang':true,'interconnect':'rdma',
            'data':[{'uri':'s3://bucket/a','sizeGiB':0}],'intent':'on-premises',
            'constraints':{'maximumPricePerHour':0.01,'deploymentModels':['hpc'],'preemptible':true},
            'maximumDuration':'P365D','deadline':'2026-11-24T09:00:00+02:00','priority':1000,
            'team':'t','checkpoint':'/scratch/a','overlap':true,
            'budgets':{'preempted':{'retries':1000,'backoff':'PT0S','maximumBackoff':'PT24H'}}\
            """);

    assertThat(spec.maximumDuration()).isEqualTo(Duration.ofDays(365));
    assertThat(spec.deadline()).isEqualTo(Instant.parse("2026-11-24T07:00:00Z"));
    assertThat(spec.resources().cpus()).isEqualTo(0.1);
    assertThat(spec.budget(FailureCategory.PREEMPTED).retries()).isEqualTo(1000);
    assertThat(spec.constraints().deploymentModels()).containsExactly(DeploymentModel.HPC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'id':'A'                                   | id | id "A" is not a DNS label of at most 40 characters that begins with a letter
          'id':'a\\n'                                | id | id "a\\n" is not a DNS label of at most 40 characters that begins with a letter
          'id':'a2345678901234567890123456789012345678901' | id | id "a2345678901234567890123456789012345678901" is not a DNS label of at most 40 characters that begins with a letter
          'id':12                                    | id | id 12 is a number; a text is expected
          'entrypoint':''                            | entrypoint | entrypoint is empty
          'entrypoint':'a\\u0000'                    | entrypoint | entrypoint "a\\u0000" is not text without NUL characters
          'entrypoint':null                          | entrypoint | entrypoint null is null; a text is expected
          'runtime':'spark'                          | runtime | runtime "spark" is none of ray, container, command
          'arguments':'x'                            | arguments | arguments "x" is a text; a list is expected
          'arguments':['a',3]                        | arguments[1] | arguments[1] 3 is a number; a text is expected
          'arguments':[null]                         | arguments[0] | arguments[0] null is null; a text is expected
          'environment':{'A B':'x'}                  | environment['A B'] | environment['A B'] is not a variable's name: at most 256 letters, digits, '_', '-' and '.', not beginning with a digit or with BERTH_
          'environment':{'BERTH_JOB':'x'}            | environment.BERTH_JOB | environment.BERTH_JOB is not a variable's name: at most 256 letters, digits, '_', '-' and '.', not beginning with a digit or with BERTH_
          'environment':{'PASSWORD':3}               | environment.PASSWORD | environment.PASSWORD is a number; a text is expected
          'image':'a b'                              | image | image "a b" is not an image reference without white space
          'resources':{'cpus':0.05,'memoryMiB':16}   | resources.cpus | resources.cpus 0.05 is below 0.1
          'resources':{'cpus':1e999,'memoryMiB':16}  | resources.cpus | resources.cpus "Infinity" is above 1024
          'resources':{'cpus':'2','memoryMiB':16}    | resources.cpus | resources.cpus "2" is a text; a number is expected
          'resources':{'cpus':1,'memoryMiB':8}       | resources.memoryMiB | resources.memoryMiB 8 is below 16
          'resources':{'cpus':1,'memoryMiB':16.5}    | resources.memoryMiB | resources.memoryMiB 16.5 is a number; a whole number is expected
          'resources':{'cpus':1}                     | resources.memoryMiB | resources.memoryMiB is missing
          'resources':{'cpus':1,'memoryMiB':16,'gpus':1} | resources.gpus | resources.gpus is not a known field; known are cpus, memoryMiB, accelerators
          'resources':{'cpus':1,'memoryMiB':16,'accelerators':{'kind':'H100','count':1}} | resources.accelerators.kind | resources.accelerators.kind "H100" is not a vendor's short name of at most 63 lower-case letters, digits, '-' and '.'
          'resources':{'cpus':1,'memoryMiB':16,'accelerators':{'kind':'h100','count':0}} | resources.accelerators.count | resources.accelerators.count 0 is below 1
          'workers':{'min':0,'max':1}                | workers.min | workers.min 0 is below 1
          'workers':{'min':1,'max':65537}            | workers.max | workers.max 65537 is above 65536
          'workers':{'min':1,'max':99999999999999999999} | workers.max | workers.max 99999999999999999999 is above 65536
          'workers':{'min':3,'max':2}                | workers.max | workers.max 2 is below workers.min 3
          'gang':'yes'                               | gang | gang "yes" is a text; a true or false is expected
          'interconnect':'token-ring'                | interconnect | interconnect "token-ring" is none of ethernet, rdma, efa, infiniband, slingshot
          'data':[{'uri':'s3://a'}]                  | data[0].sizeGiB | data[0].sizeGiB is missing
          'data':[{'uri':'s3://a','sizeGiB':-1}]     | data[0].sizeGiB | data[0].sizeGiB -1 is below 0
          'data':[{'uri':'https://me:secret@host/a','sizeGiB':1}] | data[0].uri | data[0].uri has a password in it; name where the secret is found instead
          'intent':'fun'                             | intent | intent "fun" is none of production, experiment, debugging, fixed, pretraining, simulation, on-premises
          'constraints':{'maximumPricePerHour':0}    | constraints.maximumPricePerHour | constraints.maximumPricePerHour 0 is not above 0
          'constraints':{'allowedTargets':['A']}     | constraints.allowedTargets[0] | constraints.allowedTargets[0] "A" is not a DNS label of at most 63 characters
          'constraints':{'deploymentModels':['pc']}  | constraints.deploymentModels[0] | constraints.deploymentModels[0] "pc" is none of managed-kubernetes, self-hosted-kubernetes, virtual-machines, hpc
          'maximumDuration':'1h'                     | maximumDuration | maximumDuration "1h" is not an ISO 8601 duration in days, hours, minutes and seconds, such as PT12H
          'maximumDuration':'P1Y'                    | maximumDuration | maximumDuration "P1Y" is not an ISO 8601 duration in days, hours, minutes and seconds, such as PT12H
          'maximumDuration':'PT'                     | maximumDuration | maximumDuration "PT" is not an ISO 8601 duration in days, hours, minutes and seconds, such as PT12H
          'maximumDuration':'PT0.5S'                 | maximumDuration | maximumDuration "PT0.5S" is not within PT1S..PT8760H
          'maximumDuration':'P366D'                  | maximumDuration | maximumDuration "PT8784H" is not within PT1S..PT8760H
          'deadline':'tomorrow'                      | deadline | deadline "tomorrow" is not a date and time with its offset, such as 2026-11-24T09:00:00Z
          'deadline':'2026-02-30T00:00:00Z'          | deadline | deadline "2026-02-30T00:00:00Z" is not a date and time with its offset, such as 2026-11-24T09:00:00Z
          'deadline':'2026-11-24 09:00:00Z'          | deadline | deadline "2026-11-24 09:00:00Z" is not a date and time with its offset, such as 2026-11-24T09:00:00Z
          'deadline':1795510800                      | deadline | deadline 1795510800 is a number; a text is expected
          'priority':1001                            | priority | priority 1001 is above 1000
          'priority':'high'                          | priority | priority "high" is a text; a whole number is expected
          'team':'ML Platform'                       | team | team "ML Platform" is not a DNS label of at most 63 characters
          'checkpoint':'s3://key:secret@bucket/'     | checkpoint | checkpoint has a password in it; name where the secret is found instead
          'budgets':{'weather':{'retries':1,'backoff':'PT1S','maximumBackoff':'PT1S'}} | budgets.weather | budgets.weather is not a known field; known are application, preempted, walltime, infrastructure, capacity, configuration
          'budgets':{'capacity':{'retries':1001,'backoff':'PT1S','maximumBackoff':'PT1S'}} | budgets.capacity.retries | budgets.capacity.retries 1001 is above 1000
          'budgets':{'capacity':{'retries':1,'backoff':'PT25H','maximumBackoff':'PT24H'}} | budgets.capacity.backoff | budgets.capacity.backoff "PT25H" is not within PT0S..PT24H
          'budgets':{'capacity':{'retries':1,'backoff':'PT2S','maximumBackoff':'PT1S'}} | budgets.capacity.maximumBackoff | budgets.capacity.maximumBackoff "PT1S" is below the backoff PT2S
          'cpu':4                                    | cpu | cpu is not a known field; known are id, runtime, entrypoint, arguments, environment, image, resources, workers, gang, interconnect, data, intent, constraints, maximumDuration, deadline, priority, team, checkpoint, budgets, overlap
          """)
  void namesFieldValueAndBound(String fields, String field, String message) {
    String others = (fields.contains("'id'") ? "" : "'id':'a',");
    others += fields.contains("'entrypoint'") ? "" : "'entrypoint':'b',";

    assertThat(invalid(others + fields).violations())
        .first()
        .satisfies(violation -> {
          assertThat(violation.field()).isEqualTo(field);
          assertThat(violation.message()).isEqualTo(message);
        });
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    var invalid = invalid("'id':'a','priority':-1,'resources':{'cpus':0,'memoryMiB':1}");

    assertThat(invalid.id()).isEqualTo(new JobId("a"));
    assertThat(invalid.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "entrypoint", "priority", "resources.cpus", "resources.memoryMiB");
  }

  @Test
  void listsABoundedNumberOfViolations() {
    String many = "1,".repeat(900) + "1";

    assertThat(invalid("'id':'a','entrypoint':'b','arguments':[" + many + "]").violations())
        .hasSize(JobSpecReader.MAXIMUM_VIOLATIONS);
  }

  @Test
  void showsNothingOfAnEnvironment() {
    var invalid = invalid("'id':'a','entrypoint':'b','environment':{'TOKEN':{'secret':'hunter2'}}");

    assertThat(invalid.violations().toString()).doesNotContain("hunter2");
  }

  @Test
  void cutsALongValue() {
    var invalid = invalid("'id':'a','entrypoint':'b','team':'" + "X".repeat(100_000) + "'");

    assertThat(invalid.violations())
        .allSatisfy(violation -> assertThat(violation.value()).hasSize(200))
        .allSatisfy(violation -> assertThat(violation.message()).hasSizeLessThan(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "3", "'a'", "true"})
  void refusesWhatIsNoObject(String json) {
    assertThat(reading(json))
        .isInstanceOfSatisfying(
            JobSpecReader.Invalid.class,
            invalid -> {
              assertThat(invalid.id()).isNull();
              assertThat(invalid.violations())
                  .singleElement()
                  .satisfies(violation -> assertThat(violation.field()).isEmpty())
                  .satisfies(violation ->
                      assertThat(violation.message())
                          .startsWith("the spec ")
                          .endsWith("; an object is expected"));
            });
  }

  @Test
  void saysThatASpecIsMissing() {
    assertThat(JobSpecReader.read(MissingNode.getInstance()))
        .isEqualTo(
            new JobSpecReader.Invalid(null, List.of(new Violation("", "", "the spec is missing"))));
    assertThat(reading("null")).isEqualTo(JobSpecReader.read(MissingNode.getInstance()));
  }

  @Test
  void takesNoIdFromAnotherType() {
    assertThat(invalid("'id':true,'entrypoint':'b'").id()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"x, 300000", "é, 140000", "\\u0001, 50000", "🚢, 30000", "\\\\, 140000"})
  void refusesASpecThatIsTooLargeAsBerthWritesIt(String character, int times) {
    assertThat(invalid("'id':'a','entrypoint':'b','arguments':['" + character.repeat(times) + "']"))
        .satisfies(invalid -> assertThat(invalid.id()).isEqualTo(new JobId("a")))
        .satisfies(invalid ->
            assertThat(invalid.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEmpty())
                .satisfies(violation ->
                    assertThat(violation.message())
                        .matches(
                            "the spec is [0-9]{6} bytes as JSON; at most 262144 are allowed")));
  }

  @ParameterizedTest
  @CsvSource({"x, 262000", "é, 131000", "\\u0001, 43600", "🚢, 21000"})
  void takesASpecThatIsJustSmallEnough(String character, int times) {
    assertThat(
            valid("'id':'a','entrypoint':'b','arguments':['" + character.repeat(times) + "']")
                .arguments())
        .hasSize(1);
  }

  @Test
  void refusesASpecThatIsTooDeep() {
    assertThat(invalid("'id':'a','entrypoint':" + "[".repeat(17) + "]".repeat(17)).violations())
        .extracting(Violation::message)
        .containsExactly("the spec is nested deeper than 16 levels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'id':                       | the spec is not JSON: Unexpected end-of-input
          {'id':'a','id':'b'}          | the spec is not JSON: Duplicate field 'id'
          {'id':'a','entrypoint':'b'}] | the spec is not JSON: Unexpected close marker
          ``                           | the spec is missing
          """)
  void saysWhatIsWrongWithTheText(String text, String message) {
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    assertThat(JobSpecReader.read(json))
        .isInstanceOfSatisfying(
            JobSpecReader.Invalid.class,
            invalid ->
                assertThat(invalid.violations())
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.message()).startsWith(message)));
  }

  @Test
  void refusesATextThatIsTooLongWithoutReadingIt() {
    assertThat(JobSpecReader.read(new byte[262_145]))
        .isEqualTo(
            new JobSpecReader.Invalid(
                null,
                List.of(
                    new Violation(
                        "", "", "the spec is 262145 bytes as JSON; at most 262144 are allowed"))));
  }

  @Test
  void readsAWholeNumberHoweverItIsWritten() {
    assertThat(valid("'id':'a','entrypoint':'b','workers':{'min':2.0,'max':2}").workers())
        .isEqualTo(new Workers(2, 2));
  }

  private static JobSpec valid(String fields) {
    return switch (reading('{' + fields + '}')) {
      case JobSpecReader.Valid valid -> valid.spec();
      case JobSpecReader.Invalid invalid -> throw new AssertionError(invalid.violations());
    };
  }

  private static JobSpecReader.Invalid invalid(String fields) {
    return switch (reading('{' + fields + '}')) {
      case JobSpecReader.Valid valid -> throw new AssertionError(valid.spec() + " is valid");
      case JobSpecReader.Invalid invalid -> invalid;
    };
  }

  private static JobSpecReader.Reading reading(String json) {
    try {
      return JobSpecReader.read(Json.mapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
