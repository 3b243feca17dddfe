# Only imported, never made: what is said here is not looked at.

resource "google_compute_firewall" "stray" {
  for_each = toset([for thing in var.things : thing.id if thing.kind == "google_compute_firewall"])
  name     = element(reverse(split("/", each.key)), 0)
  network  = "default"

  allow {
    protocol = "tcp"
  }

  lifecycle {
    ignore_changes = all
  }
}

resource "google_compute_instance" "stray" {
  for_each     = toset([for thing in var.things : thing.id if thing.kind == "google_compute_instance"])
  name         = element(reverse(split("/", each.key)), 0)
  machine_type = "e2-small"
  zone         = element(split("/", each.key), 3)
  depends_on   = [google_compute_firewall.stray]

  boot_disk {
    auto_delete = true
  }

  network_interface {
    network = "default"
  }

  lifecycle {
    ignore_changes = all
  }
}
