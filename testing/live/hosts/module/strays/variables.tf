variable "things" {
  type        = list(object({ kind = string, id = string }))
  description = "What the module find has found and no state knows: imported and destroyed."
}
