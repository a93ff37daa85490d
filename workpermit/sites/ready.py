"""Templates made ready once for each language: a page is mostly text that never changes.

A template is joined with those that it extends, and what can be known beforehand (translations, addresses of static
files) becomes text. Rendering then walks what depends on the request, and nothing else: Django would look for the
blocks of every base template and translate every sentence at each request. What a template says stays the same.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, cast

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, VariableNode, render_value_in_context
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.loader_tags import BlockNode, ExtendsNode
from django.template.loaders.app_directories import Loader
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

SUPER = "block.super"
Blocks = dict[str, list[NodeList]]  # by name: what stands in the block, in the outermost child first


class Value(Node):
    """`{{ … }}`. Text, which most values are, is escaped without asking what else it might be."""

    child_nodelists: tuple[str, ...] = ()

    def __init__(self, of: VariableNode):
        self.filter_expression = of.filter_expression
        self.token, self.origin = of.token, of.origin

    def render(self, context: Context) -> SafeString:
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return SafeString(escape(value))
        if type(value) is int:
            return SafeString(value)  # no page groups the digits of a number by itself
        return cast(SafeString, render_value_in_context(value, context))


class Scope(Node):
    """What stands in a block: names that it sets end with it."""

    def __init__(self, nodelist: NodeList):
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        with context.push():
            return self.nodelist.render(context)


class ReadyTemplates(Loader):
    """Finds the templates of the applications and keeps each, made ready for the language that is active."""

    def __init__(self, engine: Any):
        super().__init__(engine)
        self._kept: dict[tuple[str, str | None], Template] = {}

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Raises TemplateDoesNotExist."""
        if skip:
            return super().get_template(template_name, skip)
        key = template_name, get_language()
        if key not in self._kept:
            template = super().get_template(template_name)
            template.nodelist = self._joined(template.nodelist, {})
            self._kept[key] = template
        return self._kept[key]

    def reset(self) -> None:
        """Forget them all, as Django asks for when a file has changed."""
        self._kept.clear()

    def _joined(self, nodes: NodeList, blocks: Blocks) -> NodeList:
        """What is left of a template and its bases. `blocks` is what the children say."""
        extends = next((node for node in nodes if isinstance(node, ExtendsNode)), None)
        if extends is None:
            return ready(nodes, _with(blocks, nodes))
        name = extends.parent_name
        if isinstance(name, FilterExpression) and isinstance(name.var, str) and not name.filters:
            base = super().get_template(name.var)
            return self._joined(base.nodelist, _with(blocks, extends.nodelist))
        return nodes  # which one it extends is known only when it is rendered


def ready(nodes: NodeList, blocks: Blocks) -> NodeList:
    """The same nodes, blocks filled in, with texts instead of whatever will always be that text."""
    made = NodeList()
    for node in nodes:
        for one in _ready(node, blocks):
            if isinstance(one, TextNode) and made and isinstance(made[-1], TextNode):
                made[-1] = TextNode(made[-1].s + one.s)
            else:
                made.append(one)
    return made


def _with(blocks: Blocks, nodes: NodeList) -> Blocks:
    """The blocks of a template behind those of its children."""
    found = {block.name: block.nodelist for block in nodes.get_nodes_by_type(BlockNode) if isinstance(block, BlockNode)}
    names = {**blocks, **found}
    return {name: [*blocks.get(name, []), *([found[name]] if name in found else [])] for name in names}


def _ready(node: Node, blocks: Blocks) -> Iterator[Node]:
    text = _known(node)
    if text is not None:
        yield TextNode(text)
    elif isinstance(node, BlockNode):
        yield from _filled(blocks[node.name], blocks)
    elif type(node) is VariableNode:
        yield Value(node)
    elif isinstance(node, LanguageNode):
        yield node  # what stands in it is in another language than the page
    else:
        _make_children_ready(node, blocks)
        yield node


def _filled(versions: Sequence[NodeList], blocks: Blocks) -> Sequence[Node]:
    """What stands in a block: the outermost child's, in which `block.super` is that of the next."""
    first, *others = versions
    nodes = NodeList()
    for node in first:
        if isinstance(node, VariableNode) and node.filter_expression.token == SUPER:
            nodes.extend(_filled(others, blocks) if others else [])
        else:
            nodes.append(node)
    made = ready(nodes, blocks)
    return made if all(isinstance(one, TextNode | Value) for one in made) else [Scope(made)]


def _make_children_ready(node: Node, blocks: Blocks) -> None:
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(said, ready(nodes, blocks)) for said, nodes in node.conditions_nodelists]
        return
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            setattr(node, name, ready(nodes, blocks))


def _known(node: Node) -> str | None:
    """The text that a node will always be in this language, if that can be said."""
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, LoadNode | CommentNode):
        return ""
    if isinstance(node, TranslateNode):
        said = node.filter_expression
        literal = getattr(said.var, "literal", None) is not None
        fixed = literal and not (said.filters or node.asvar or node.message_context or node.noop)
        return str(node.render(Context())) if fixed else None
    if isinstance(node, StaticNode):
        return str(node.render(Context())) if isinstance(node.path.var, str) and not node.varname else None
    if isinstance(node, BlockTranslateNode):
        return _known_sentence(node)
    return None


def _known_sentence(node: BlockTranslateNode) -> str | None:
    if node.plural or node.asvar or node.message_context or node.extra_context:
        return None
    words, names = node.render_token_list(node.singular)
    return None if names else gettext(words) % {}
