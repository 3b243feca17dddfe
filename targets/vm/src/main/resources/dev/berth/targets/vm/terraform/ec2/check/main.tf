# Reads alone: who Berth is at the provider, and what the account may have.

data "aws_caller_identity" "berth" {
  count = length(var.quotas) == 0 ? 1 : 0
}

data "aws_servicequotas_service_quota" "asked" {
  for_each     = toset(var.quotas)
  service_code = "ec2"
  quota_code   = each.key
}
