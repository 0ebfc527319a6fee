// The Kubernetes provider of github.com/pulumi/pulumi-kubernetes. Its own main package embeds two generated files that
// the published module does not have; the module's schema.json and terraform-mapping.json are what they are generated
// from. The toolchain copies these two beside this file before it builds.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

func main() {
	provider.Serve("kubernetes", version.Version, schema, terraformMapping)
}
