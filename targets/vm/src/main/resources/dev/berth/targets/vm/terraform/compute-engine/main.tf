locals {
  # Names are unique in a project, so that the same machine is never made twice.
  mark = "berth-${var.attempt}"
  # Labels take 63 characters of a-z, 0-9, _ and -; the rest stands in the metadata.
  labels = { for key, value in var.labels : key => value if can(regex("^[a-z0-9_-]{0,63}$", value)) }
}

resource "google_compute_firewall" "ssh" {
  name          = "${local.mark}-ssh"
  description   = jsonencode(merge(var.labels, { berth-workers = tostring(length(var.names)) }))
  network       = var.network
  source_ranges = var.berth_cidrs
  target_tags   = [local.mark]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}

resource "google_compute_firewall" "gang" {
  name        = "${local.mark}-gang"
  description = jsonencode(var.labels)
  network     = var.network
  source_tags = [local.mark]
  target_tags = [local.mark]

  allow {
    protocol = "all"
  }
}

resource "google_compute_instance" "machine" {
  for_each = toset(var.names)

  name              = each.key
  machine_type      = var.machine_type
  zone              = var.zone
  tags              = [local.mark]
  labels            = merge(local.labels, { berth-machine = each.key })
  resource_policies = var.placement_policy == null ? [] : [var.placement_policy]

  metadata = merge(var.labels, {
    berth-machine  = each.key
    berth-host-key = var.host_keys[each.key]
    ssh-keys       = "${var.ssh_user}:${var.ssh_public_key}"
    enable-oslogin = "FALSE"
    user-data      = var.user_data[each.key]
    startup-script = var.boot_script[each.key]
  })

  boot_disk {
    auto_delete = true

    initialize_params {
      image  = var.image
      size   = var.disk_gib
      labels = local.labels
    }
  }

  network_interface {
    network    = var.subnet == null ? var.network : null
    subnetwork = var.subnet

    dynamic "access_config" {
      for_each = var.public_address ? [1] : []
      content {}
    }
  }

  dynamic "guest_accelerator" {
    for_each = var.accelerator_type == null ? [] : [1]

    content {
      type  = var.accelerator_type
      count = var.accelerators
    }
  }

  # Compute Engine's own end of a preemptible machine: 30 seconds' notice, then it is stopped, and destroyed at the release.
  scheduling {
    preemptible         = var.preemptible
    automatic_restart   = !var.preemptible
    on_host_maintenance = var.preemptible || var.accelerators > 0 ? "TERMINATE" : "MIGRATE"
  }

  dynamic "service_account" {
    for_each = var.service_account == null ? [] : [var.service_account]

    content {
      email  = service_account.value
      scopes = ["cloud-platform"]
    }
  }

  depends_on = [google_compute_firewall.ssh, google_compute_firewall.gang]
}
