"""Accounts in templates."""

from django import template

from accounts import demo

register = template.Library()


@register.simple_tag
def demo_accounts() -> tuple[demo.DemoAccount, ...]:
    """`{% demo_accounts as accounts %}`: those to sign in with on the demo."""
    return demo.demo_accounts()
