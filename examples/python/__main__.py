import pulumi
import pulumi_flink_flink as flink

orders = flink.FlinkCluster(
    "orders",
    namespace="streaming",
    image="registry.example.com/orders:1",
    job=flink.FlinkJobArgs(
        entry_class="com.example.orders.OrdersJob",
        parallelism=1,
    ),
    job_manager=flink.JobManagerArgs(
        cpu="250m",
    ),
    task_manager=flink.TaskManagerArgs(
        cpu="250m",
    ),
    storage=flink.StateStorageArgs(
        uri="s3://flink-state/flink",
        endpoint="https://minio.storage.svc:9000",
        profile=flink.S3Profile.MINIO,
        credentials_secret=flink.CredentialsSecretArgs(
            name="s3-credentials",
        ),
    ),
)

pulumi.export("jobId", orders.job_id)
pulumi.export("restService", orders.rest_service)
pulumi.export("stateRoot", orders.state_root)
