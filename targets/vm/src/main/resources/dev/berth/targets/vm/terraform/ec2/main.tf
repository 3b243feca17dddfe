locals {
  # The name is the attempt's mark: it is there before the first machine and until after the last, also while tags are not.
  mark = "berth/${var.target}/${var.attempt}"
  tags = { for name in var.names : name => merge(var.labels, {
    Name           = name
    berth-machine  = name
    berth-host-key = var.host_keys[name]
  }) }
  on_demand = var.preemptible ? [] : var.names
  spot      = var.preemptible ? var.names : []
}

data "aws_subnet" "chosen" {
  count = var.subnet == null ? 0 : 1
  id    = var.subnet
}

data "aws_vpc" "default" {
  count   = var.subnet == null ? 1 : 0
  default = true
}

resource "aws_security_group" "attempt" {
  name        = local.mark
  description = "ssh from Berth, and everything among the attempt's machines"
  vpc_id      = var.subnet == null ? data.aws_vpc.default[0].id : data.aws_subnet.chosen[0].vpc_id

  ingress {
    description = "ssh from Berth"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.berth_cidrs
  }

  ingress {
    description = "workers of a gang"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    self        = true
  }

  egress {
    description = "anywhere"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = merge(var.labels, { Name = local.mark, berth-workers = length(var.names) })
}

resource "aws_instance" "machine" {
  for_each = toset(local.on_demand)

  ami                                  = var.image
  instance_type                        = var.machine_type
  subnet_id                            = var.subnet
  availability_zone                    = var.zone
  placement_group                      = var.placement_group
  associate_public_ip_address          = var.public_address
  vpc_security_group_ids               = [aws_security_group.attempt.id]
  iam_instance_profile                 = var.instance_profile
  instance_initiated_shutdown_behavior = "terminate"
  user_data                            = var.user_data[each.key]
  tags                                 = local.tags[each.key]
  volume_tags                          = local.tags[each.key]

  root_block_device {
    volume_size           = var.disk_gib
    delete_on_termination = true
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}

# EC2's own end of a spot machine: two minutes' notice, then it is terminated, and its order with it.
resource "aws_spot_instance_request" "machine" {
  for_each = toset(local.spot)

  spot_type            = "one-time"
  wait_for_fulfillment = true
  valid_until          = var.lapses

  ami                         = var.image
  instance_type               = var.machine_type
  subnet_id                   = var.subnet
  availability_zone           = var.zone
  placement_group             = var.placement_group
  associate_public_ip_address = var.public_address
  vpc_security_group_ids      = [aws_security_group.attempt.id]
  iam_instance_profile        = var.instance_profile
  user_data                   = var.user_data[each.key]
  tags                        = local.tags[each.key]

  root_block_device {
    volume_size           = var.disk_gib
    delete_on_termination = true
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}

# A request's tags stay the request's: its machine gets them once it is there.
resource "aws_ec2_tag" "machine" {
  for_each = { for pair in setproduct(local.spot, concat(keys(var.labels), ["Name", "berth-machine", "berth-host-key"])) :
  "${pair[0]}/${pair[1]}" => { name = pair[0], key = pair[1] } }

  resource_id = aws_spot_instance_request.machine[each.value.name].spot_instance_id
  key         = each.value.key
  value       = local.tags[each.value.name][each.value.key]
}
