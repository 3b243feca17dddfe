"""Plays the submitter pods of RayJobs, which kwok leaves running: does what their command would, then tells the exit code."""
import threading
import time

from api import environment
from jobs import ENDED


class Submitters:
    def __init__(self, api, heads, jobs, seen):
        self.api, self.heads, self.jobs, self.seen = api, heads, jobs, seen
        self.played = set()

    def run(self):
        while True:
            time.sleep(0.5)
            try:
                for pod in self.api.pods("batch.kubernetes.io/job-name", phase="Running"):
                    uid = pod["metadata"]["uid"]
                    if "RAY_JOB_SUBMISSION_ID" in environment(pod) and uid not in self.played and is_fake(pod):
                        self.played.add(uid)
                        threading.Thread(target=self.play, args=(pod,), daemon=True).start()
            except OSError as error:  # the API server may be down for a while
                print("submitters: %s" % error, flush=True)

    def play(self, pod):
        namespace, name = pod["metadata"]["namespace"], pod["metadata"]["name"]
        variables = environment(pod)
        code = 1
        try:
            head = self.heads.of_url(variables["RAY_DASHBOARD_ADDRESS"].split("//")[-1].rsplit(":", 1)[0])
            uid = head["metadata"]["uid"]
            self.seen.add(uid)
            owner = next(o["name"] for o in pod["metadata"]["ownerReferences"] if o["kind"] == "Job")
            job = self.api.call("GET", "/apis/ray.io/v1/namespaces/%s/rayjobs/%s" % (namespace, owner))
            submission = variables["RAY_JOB_SUBMISSION_ID"]
            self.jobs.submit(uid, environment(head), {"submission_id": submission, "entrypoint": job["spec"]["entrypoint"]})
            state = self.jobs.get(uid, submission)
            while state is not None and state["status"] not in ENDED:
                time.sleep(0.2)
                state = self.jobs.get(uid, submission)
            code = 0  # as `ray job logs --follow` ends, whatever became of the job
        except Exception as error:  # whatever it is, the pod has failed
            print("submitter %s/%s: %r" % (namespace, name, error), flush=True)
        self.tell(namespace, name, code)

    def tell(self, namespace, name, code):
        body = {"metadata": {"annotations": {"berth.test/run-for": "0s", "berth.test/exit-code": str(code)}}}
        for _ in range(120):
            try:
                self.api.call("PATCH", "/api/v1/namespaces/%s/pods/%s" % (namespace, name), body)
                return
            except OSError as error:
                print("submitter %s/%s: %s" % (namespace, name, error), flush=True)
                time.sleep(1)


def is_fake(pod):
    """Whether kwok plays it; else its containers really run."""
    return not (pod["spec"].get("nodeName") or "").startswith("real-")
