terraform {
  required_version = ">= 1.7"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 3.40"
    }

    http = {
      source  = "hashicorp/http"
      version = ">= 1.2"
    }
  }
}
