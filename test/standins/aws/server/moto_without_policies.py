"""moto's server, but a bucket's policy is kept and not applied: moto denies every object that a statement with a
condition names, whether the condition holds or not. Policies are evaluated by the test gateway, not here."""

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket
from moto.server import main

FakeBucket.get_permission = lambda self, action, resource: PermissionResult.NEUTRAL
main()
