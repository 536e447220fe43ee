"""One change at a time to what holds for a child."""

from lantern.people.models import Child


def hold(child: Child) -> None:
    """Wait for, and hold until the transaction ends, the right to change what holds for the child.

    Two people who record the same thing at the same moment would otherwise both find it absent.
    """
    # Not the key: rows that name the child can be added meanwhile.
    Child.objects.select_for_update(no_key=True).values_list("pk").get(pk=child.pk)
