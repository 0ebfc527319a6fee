"""What passes between a program and the plugin, in one stack: Kubernetes objects become files, AWS is simulated."""

import pulumi
import pulumi_flink_flink as flink


class Files(pulumi.ProviderResource):
    def __init__(self):
        super().__init__("kubernetes", "files", {"renderYamlToDirectory": "rendered"})


class ConfigMap(pulumi.CustomResource):
    metadata: pulumi.Output[dict]

    def __init__(self, name, metadata, opts):
        super().__init__("kubernetes:core/v1:ConfigMap", name, {"metadata": metadata}, opts)


def labelled(args):
    if args.type_ == "kubernetes:apps/v1:Deployment":
        args.props["metadata"]["labels"]["team"] = "orders"
    return pulumi.ResourceTransformResult(props=args.props, opts=args.opts)


files = Files()
source = ConfigMap("source", {"name": "source", "namespace": "streaming"}, pulumi.ResourceOptions(provider=files))
state = flink.S3StateStorage(
    "state",
    cluster=flink.StateOwnerArgs(cluster_id="orders", namespace="streaming"),
    bucket_name="orders-state",
    identity=flink.S3IdentityArgs(
        type=flink.StorageIdentityType.IRSA,
        oidc_provider_arn="arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF",
    ),
    force_destroy=True,
)
orders = flink.FlinkCluster(
    "cluster",
    cluster_id="orders",
    namespace="streaming",
    image="registry.example.com/orders:1",
    image_pull_policy=flink.ImagePullPolicy.ALWAYS,
    job=flink.FlinkJobArgs(
        entry_class="com.example.orders.OrdersJob",
        arguments=["--source", source.id, "--password", pulumi.Config().require_secret("password")],
    ),
    flink_configuration={"pipeline.name": source.metadata["name"]},
    storage=state.storage,
    opts=pulumi.ResourceOptions(
        providers=[files],
        parent=state,
        depends_on=[source],
        protect=True,
        aliases=[pulumi.Alias(name="previous")],
        transforms=[labelled],
    ),
)

pulumi.export("jobId", orders.job_id)
pulumi.export("stateRoot", orders.state_root)
