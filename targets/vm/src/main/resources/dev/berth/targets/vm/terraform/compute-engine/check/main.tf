# Reads alone: whether Berth may look into the zone, and what the project may have in its region.

data "google_client_config" "here" {}

locals {
  region = replace(var.zone, "/-[a-z]+$/", "")
  place  = length(var.quotas) == 0 ? "zones/${var.zone}" : "regions/${local.region}"
}

data "http" "place" {
  url             = "${var.endpoint}/projects/${data.google_client_config.here.project}/${local.place}"
  request_headers = { Authorization = "Bearer ${data.google_client_config.here.access_token}" }

  lifecycle {
    # Older versions of the plug-in have no status: they fail by themselves.
    postcondition {
      condition     = try(jsondecode(jsonencode(self)).status_code, 200) == 200
      error_message = "Compute Engine answered ${try(jsondecode(jsonencode(self)).status_code, 200)}."
    }
  }
}

locals {
  said = nonsensitive(jsondecode(try(jsondecode(jsonencode(data.http.place)).response_body, jsondecode(jsonencode(data.http.place)).body)))
}
