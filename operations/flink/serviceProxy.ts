import { IsomorphicFetchHttpLibrary, type KubeConfig, RequestContext } from "@kubernetes/client-node";
import { encoded, type FlinkAnswer, type FlinkRequest, timeLimit, type Transport } from "./transport";

/**
 * Through the Kubernetes API server's proxy to a Service: works where kubectl works and the API server reaches the pods.
 * The generated client's calls for it take neither a query nor a body, so this sends what they would by the same means.
 */
export class ServiceProxy implements Transport {
  constructor(
    private readonly config: KubeConfig,
    private readonly namespace: string,
    private readonly service: string,
  ) {}

  async send(request: FlinkRequest): Promise<FlinkAnswer> {
    const service = `namespaces/${this.namespace}/services/${this.service}:rest`;
    const { server } = this.config.getCurrentCluster()!;
    const context = new RequestContext(`${server}/api/v1/${service}/proxy/v1/${request.path}`, request.method);
    const { headers, body } = encoded(request);
    for (const [name, value] of Object.entries(headers)) context.setHeaderParam(name, value);
    context.setBody(body);
    context.setSignal(timeLimit(request));
    await this.config.applySecurityAuthentication(context);
    const answer = await new IsomorphicFetchHttpLibrary().send(context).toPromise();
    return { status: answer.httpStatusCode, text: await answer.body.text() };
  }
}
