# Only imported, never made: what is said here is not looked at. Its id is the thing's path in the cloud.
resource "terraform_data" "stray" {
  for_each = toset([for thing in var.things : thing.id])

  lifecycle {
    ignore_changes = all
  }

  provisioner "local-exec" {
    when        = destroy
    command     = "cd \"$(dirname \"$THING\")\" && ../api destroy \"$(basename \"$PWD\")/$(basename \"$THING\")\""
    environment = { THING = self.id }
  }
}
