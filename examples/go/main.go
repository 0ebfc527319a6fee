package main

import (
	"github.com/pulumi-flink/pulumi-flink/sdk/go/flink"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		orders, err := flink.NewFlinkCluster(ctx, "orders", &flink.FlinkClusterArgs{
			Namespace: pulumi.String("streaming"),
			Image:     pulumi.String("registry.example.com/orders:1"),
			Job: flink.FlinkJobArgs{
				EntryClass:  pulumi.String("com.example.orders.OrdersJob"),
				Parallelism: pulumi.Float64(1),
			},
			JobManager: flink.JobManagerArgs{
				Cpu: pulumi.String("250m"),
			},
			TaskManager: flink.TaskManagerArgs{
				Cpu: pulumi.String("250m"),
			},
			Storage: flink.StateStorageArgs{
				Uri:      pulumi.String("s3://flink-state/flink"),
				Endpoint: pulumi.String("https://minio.storage.svc:9000"),
				Profile:  flink.S3ProfileMinio,
				CredentialsSecret: flink.CredentialsSecretArgs{
					Name: pulumi.String("s3-credentials"),
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("jobId", orders.JobId)
		ctx.Export("restService", orders.RestService)
		ctx.Export("stateRoot", orders.StateRoot)
		return nil
	})
}
