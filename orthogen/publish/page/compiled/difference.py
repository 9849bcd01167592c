from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'difference'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_w = resolve('w')
    l_0_diff = resolve('diff')
    l_0_css = resolve('css')
    l_0_parameters = resolve('parameters')
    l_0_measures = resolve('measures')
    l_0_moved = resolve('moved')
    l_0_view = resolve('view')
    try:
        t_1 = environment.filters['format']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'format' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'title'), 'format'), case=environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'case'), old=environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 0), new=environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 1)))
    yield '</title>\n<style>\n'
    yield escape((undefined(name='css') if l_0_css is missing else l_0_css))
    yield '\n</style>\n</head>\n<body class="one">\n<main>\n<header><h1>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'title'), 'format'), case=environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'case'), old=environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 0), new=environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 1)))
    yield '</h1></header>\n<section class="view"><div id="orthogen-viewer"><div data-stills class="stills" data-views="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'viewer'), 'view_oblique'))
    yield '|'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'viewer'), 'view_medial'))
    yield '|'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'viewer'), 'view_heel'))
    yield '"><noscript>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'no_viewer'))
    yield '</noscript></div></div></section>\n<div class="devices">\n<section class="device">\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'ordered'))
    yield '</h2>\n'
    if (undefined(name='parameters') if l_0_parameters is missing else l_0_parameters):
        pass
        yield '<table><thead><tr><th></th><th></th><th class="n">'
        yield escape(environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 0))
        yield '</th><th class="n">'
        yield escape(environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 1))
        yield '</th></tr></thead>\n'
        for (l_1_side, l_1_name, l_1_old, l_1_new) in (undefined(name='parameters') if l_0_parameters is missing else l_0_parameters):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), l_1_side))
            yield '</td><th scope="row">'
            yield escape(l_1_name)
            yield '</th><td class="n">'
            yield escape(l_1_old)
            yield '</td><td class="n">'
            yield escape(l_1_new)
            yield '</td></tr>\n'
        l_1_side = l_1_name = l_1_old = l_1_new = missing
        yield '</table>\n'
    else:
        pass
        yield '<p>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'same_order'))
        yield '</p>\n'
    yield '<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'measured'))
    yield '</h2>\n'
    if (undefined(name='measures') if l_0_measures is missing else l_0_measures):
        pass
        yield '<table><thead><tr><th></th><th></th><th class="n">'
        yield escape(environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 0))
        yield '</th><th class="n">'
        yield escape(environment.getitem(environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'versions'), 1))
        yield '</th></tr></thead>\n'
        for (l_1_side, l_1_name, l_1_old, l_1_new, l_1_counts, l_1_least) in (undefined(name='measures') if l_0_measures is missing else l_0_measures):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), l_1_side))
            yield '</td><th scope="row">'
            yield escape(l_1_name)
            yield '</th><td class="n">'
            yield escape(l_1_old)
            yield '</td><td class="n">'
            yield escape(l_1_new)
            if (not l_1_counts):
                pass
                yield ' <span class="soft small">'
                yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'noise'), 'format'), least=t_1('%g', l_1_least), _loop_vars=_loop_vars))
                yield '</span>'
            yield '</td></tr>\n'
        l_1_side = l_1_name = l_1_old = l_1_new = l_1_counts = l_1_least = missing
        yield '</table>\n'
    else:
        pass
        yield '<p>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'same_measures'))
        yield '</p>\n'
    yield '</section>\n<section class="device">\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'surface'))
    yield '</h2>\n<table><thead><tr><th></th><th class="n">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'max'))
    yield '</th><th class="n">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'p95'))
    yield '</th><th class="n">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'area'))
    yield '</th><th class="n">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'outside'))
    yield '</th></tr></thead>\n'
    for (l_1_side, l_1_most, l_1_p95, l_1_area, l_1_outside) in (undefined(name='moved') if l_0_moved is missing else l_0_moved):
        _loop_vars = {}
        pass
        yield '<tr><th scope="row">'
        yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), l_1_side))
        yield '</th><td class="n">'
        yield escape(l_1_most)
        yield '</td><td class="n">'
        yield escape(l_1_p95)
        yield '</td><td class="n">'
        yield escape(l_1_area)
        yield '</td><td class="n">'
        yield escape(l_1_outside)
        yield '</td></tr>\n'
    l_1_side = l_1_most = l_1_p95 = l_1_area = l_1_outside = missing
    yield '</table>\n<table class="findings">\n'
    for l_1_item in environment.getattr((undefined(name='diff') if l_0_diff is missing else l_0_diff), 'findings'):
        _loop_vars = {}
        pass
        yield '<tr class="'
        yield escape(environment.getattr(l_1_item, 'level'))
        yield '">'
        if (environment.getattr(l_1_item, 'level') != 'note'):
            pass
            yield '<th scope="row">'
            yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'level'), environment.getattr(l_1_item, 'level')))
            yield '</th>'
        yield '<td>'
        yield escape(environment.getattr(l_1_item, 'note'))
        yield '</td></tr>\n'
    l_1_item = missing
    yield '</table>\n<p class="soft small">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'diff'), 'said'))
    yield '</p>\n</section>\n</div>\n</main>\n'
    yield escape((undefined(name='view') if l_0_view is missing else l_0_view))
    yield '\n</body>\n</html>'

blocks = {}
debug_info = '2=25&6=27&8=29&13=31&14=33&17=41&18=43&19=46&20=50&21=54&25=67&27=70&28=72&29=75&30=79&31=83&35=101&39=104&40=106&41=114&42=118&46=130&47=134&50=146&54=148'
