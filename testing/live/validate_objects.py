"""Validates the objects of one file: validate_objects.py "VERSION..." FILE CRD...

Kinds of Kubernetes itself are validated strictly (unknown fields are errors) against each version's OpenAPI, kinds of the
CRDs strictly against those. The kinds that the tests in testing/ read strictly are counted only.
"""

import sys

import jsonschema
import kubernetes_validate
import yaml

READ_BY_TESTS = ("kafka.strimzi.io/", "monitoring.coreos.com/")


def closed(schema):
    """The schema with every object closed that lists its fields."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if "properties" in found and not found.get("x-kubernetes-preserve-unknown-fields"):
        found.setdefault("additionalProperties", False)
    if found.pop("x-kubernetes-int-or-string", False):
        found.pop("type", None)
    return found


def main():
    versions, file, crds = sys.argv[1].split(), sys.argv[2], sys.argv[3:]
    custom = {}
    for path in crds:
        crd = yaml.safe_load(open(path, encoding="utf-8"))
        for version in crd["spec"]["versions"]:
            schema = closed(version["schema"]["openAPIV3Schema"])
            schema["properties"]["metadata"] = {"type": "object"}
            custom[f"{crd['spec']['group']}/{version['name']}", crd["spec"]["names"]["kind"]] = schema
    counts = {"kubernetes": 0, "custom": 0, "read by the tests": 0}
    bad = 0
    for thing in yaml.safe_load_all(open(file, encoding="utf-8")):
        name = f"{thing['kind']} {thing['metadata']['name']}"
        kind = (thing["apiVersion"], thing["kind"])
        try:
            if kind in custom:
                jsonschema.validate(thing, custom[kind])
                counts["custom"] += 1
            elif thing["apiVersion"].startswith(READ_BY_TESTS):
                counts["read by the tests"] += 1
            else:
                for version in versions:
                    kubernetes_validate.validate(thing, version, strict=True)
                counts["kubernetes"] += 1
        except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as e:
            print(f"{name}: {e.message} at {'.'.join(map(str, e.path))}")
            bad += 1
        except (kubernetes_validate.SchemaNotFoundError, kubernetes_validate.InvalidSchemaError) as e:
            print(f"{name}: {e}")
            bad += 1
    print(", ".join(f"{count} {of}" for of, count in counts.items()))
    sys.exit(1 if bad else 0)


main()
