# Machines in a group of hosts (testing/live/hosts/hosts), which is their cloud: what a provider's plug-in would do is done by
# provisioners. An attempt's mark is there before its first machine and until after its last.
locals {
  key = "${var.target}/${var.attempt}"
}

resource "terraform_data" "mark" {
  input = var.group

  provisioner "local-exec" {
    command = "\"$GROUP/cloud/api\" mark marks/${self.id}"
    environment = {
      GROUP       = var.group
      CLOUD_THING = jsonencode({ key = local.key, target = var.target, attempt = var.attempt, labels = merge(var.labels, { berth-workers = length(var.names) }) })
    }
  }

  provisioner "local-exec" {
    when        = destroy
    command     = "\"$GROUP/cloud/api\" destroy marks/${self.id}"
    environment = { GROUP = self.output }
  }
}

resource "terraform_data" "machine" {
  for_each   = toset(var.names)
  input      = var.group
  depends_on = [terraform_data.mark]

  provisioner "local-exec" {
    command = "\"$GROUP/cloud/api\" create machines/${self.id}"
    environment = {
      GROUP          = var.group
      CLOUD_BOOT     = var.boot_script[each.key]
      CLOUD_HOST_KEY = var.host_keys[each.key]
      CLOUD_THING = jsonencode({
        key      = local.key
        target   = var.target
        attempt  = var.attempt
        name     = each.key
        type     = var.machine_type
        host_key = var.host_keys[each.key]
        labels   = var.labels
      })
    }
  }

  provisioner "local-exec" {
    when        = destroy
    command     = "\"$GROUP/cloud/api\" destroy machines/${self.id}"
    environment = { GROUP = self.output }
  }
}
