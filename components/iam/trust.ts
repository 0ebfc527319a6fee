import { policyText } from "./policyDocument";

/** Audience of the tokens that the pods show to STS, in every partition. */
const AUDIENCE = "sts.amazonaws.com";

/** Trust of IRSA: tokens of one issuer, for exactly one service account. */
export function webIdentityTrust(oidcProviderArn: string, namespace: string, serviceAccount: string): string {
  const issuer = issuerOf(oidcProviderArn);
  return policyText([
    {
      Sid: "ServiceAccount",
      Effect: "Allow",
      Principal: { Federated: oidcProviderArn },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
          [`${issuer}:aud`]: AUDIENCE,
        },
      },
    },
  ]);
}

/** Trust of EKS Pod Identity; the association names the service account, the session's tags repeat it. */
export function podIdentityTrust(eksCluster: string, namespace: string, serviceAccount: string): string {
  return policyText([
    {
      Sid: "PodIdentity",
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-name": eksCluster,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
      },
    },
  ]);
}

/** The issuer's URL without its scheme, as IAM names it. */
function issuerOf(oidcProviderArn: string): string {
  return oidcProviderArn.slice(oidcProviderArn.indexOf("/") + 1);
}
