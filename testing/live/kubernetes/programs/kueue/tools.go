//go:build tools

// Package tools names what `cluster install` builds, so that go.mod and go.sum cover all of it.
package tools

import _ "sigs.k8s.io/kueue/cmd/kueue"
