"""Which pod answers for a Ray cluster's dashboard, as the cluster's DNS and network would have it."""
import re
import time

FROZEN = "berth.test/frozen"


class Unreachable(Exception):
    """Nobody is there."""


class Heads:
    def __init__(self, api):
        self.api = api

    def behind(self, namespace, service):
        """The ready pod behind this Service."""
        found = self.api.call("GET", "/api/v1/namespaces/%s/services/%s" % (namespace, service))
        if found is None:
            raise Unreachable("no such host")
        labels = found["spec"].get("selector") or {"none": "none"}
        for pod in self.api.pods(",".join("%s=%s" % item for item in labels.items()), namespace):
            if (pod["metadata"].get("annotations") or {}).get(FROZEN):
                time.sleep(30)  # its machine is dead and silent: the client gives up first
                raise Unreachable("timeout")
            conditions = pod["status"].get("conditions", [])
            if pod["status"].get("phase") == "Running" and {"Ready"} & {c["type"] for c in conditions if c["status"] == "True"}:
                return pod
        raise Unreachable("no ready pod")

    def of_url(self, host):
        """The pod behind SERVICE.NAMESPACE.svc..."""
        match = re.fullmatch(r"([^.:]+)\.([^.:]+)\.svc(?:\.[^:]*)?", host or "")
        if not match:
            raise Unreachable("no such host")
        return self.behind(match.group(2), match.group(1))
