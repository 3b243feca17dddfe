# The plug-in has no data source that lists machines by label, so the API's own lists are read, with the plug-in's token.

data "google_client_config" "here" {}

locals {
  headers     = { Authorization = "Bearer ${data.google_client_config.here.access_token}" }
  project     = "${var.endpoint}/projects/${data.google_client_config.here.project}"
  by_attempt  = var.attempt == null ? "" : " AND labels.berth-attempt=${var.attempt}"
  by_firewall = var.attempt == null ? "name:berth-*" : "name:berth-${var.attempt}-*"
}

data "http" "machines" {
  url             = "${local.project}/aggregated/instances?maxResults=500&filter=${urlencode("labels.berth-target=${var.target}${local.by_attempt}")}"
  request_headers = local.headers

  lifecycle {
    # Newer versions of the plug-in do not fail by themselves: an answer that is no list is not an empty one.
    postcondition {
      condition     = try(jsondecode(jsonencode(self)).status_code, 200) == 200
      error_message = "Compute Engine answered ${try(jsondecode(jsonencode(self)).status_code, 200)}."
    }

    postcondition {
      condition     = !can(jsondecode(jsondecode(jsonencode(self)).body).nextPageToken)
      error_message = "More than 500 machines: the list is not whole."
    }
  }
}

data "http" "firewalls" {
  url             = "${local.project}/global/firewalls?maxResults=500&filter=${urlencode(local.by_firewall)}"
  request_headers = local.headers

  lifecycle {
    # Newer versions of the plug-in do not fail by themselves: an answer that is no list is not an empty one.
    postcondition {
      condition     = try(jsondecode(jsonencode(self)).status_code, 200) == 200
      error_message = "Compute Engine answered ${try(jsondecode(jsonencode(self)).status_code, 200)}."
    }

    postcondition {
      condition     = !can(jsondecode(jsondecode(jsonencode(self)).body).nextPageToken)
      error_message = "More than 500 firewall rules of Berth: the list is not whole."
    }
  }
}

locals {
  # Newer versions of the plug-in call the body response_body; what a version has not cannot be named outright. The lists are no
  # secret: the token that they were asked for with is.
  said = { for name, answer in { machines = data.http.machines, firewalls = data.http.firewalls } :
  name => nonsensitive(jsondecode(try(jsondecode(jsonencode(answer)).response_body, jsondecode(jsonencode(answer)).body))) }

  machines = flatten([for scope in try(values(local.said.machines.items), []) : [
    for machine in try(scope.instances, []) : {
      labels   = machine.labels
      metadata = { for item in try(machine.metadata.items, []) : item.key => item.value if item.key != "user-data" && item.key != "startup-script" }
      name     = machine.name
      zone     = element(reverse(split("/", machine.zone)), 0)
      type     = element(reverse(split("/", machine.machineType)), 0)
      address  = try(machine.networkInterfaces[0].accessConfigs[0].natIP, machine.networkInterfaces[0].networkIP)
      status   = machine.status
    }
  ]])

  rules = [for rule in try(local.said.firewalls.items, []) : {
    name   = rule.name
    labels = try(jsondecode(rule.description), {})
  } if try(jsondecode(rule.description)["berth-target"], "") == var.target]
}
