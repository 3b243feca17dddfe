# Only imported, never made: what is said here is not looked at.

resource "aws_security_group" "stray" {
  for_each = toset([for thing in var.things : thing.id if thing.kind == "aws_security_group"])

  lifecycle {
    ignore_changes = all
  }
}

# Machines go first: a group that is in use cannot be deleted.
resource "aws_instance" "stray" {
  for_each      = toset([for thing in var.things : thing.id if thing.kind == "aws_instance"])
  ami           = "ami-00000000"
  instance_type = "t3.nano"
  depends_on    = [aws_security_group.stray]

  lifecycle {
    ignore_changes = all
  }
}
