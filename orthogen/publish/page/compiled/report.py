from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'report'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_w = resolve('w')
    l_0_build = resolve('build')
    l_0_css = resolve('css')
    l_0_devices = resolve('devices')
    l_0_dense = resolve('dense')
    l_0_date = resolve('date')
    l_0_accepted = resolve('accepted')
    l_0_faults = resolve('faults')
    l_0_series = resolve('series')
    l_0_viewed = resolve('viewed')
    l_0_conditions = resolve('conditions')
    l_0_expected = resolve('expected')
    l_0_measured = resolve('measured')
    l_0_view = resolve('view')
    l_0_js = resolve('js')
    l_0_list = missing
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_2 = environment.tests['even']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No test named 'even' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'title'), 'format'), case=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'case')))
    yield ' '
    yield escape(environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'version'))
    yield '</title>\n<style>\n'
    yield escape((undefined(name='css') if l_0_css is missing else l_0_css))
    yield '\n</style>\n</head>\n<body class="'
    yield escape(('one' if (t_1((undefined(name='devices') if l_0_devices is missing else l_0_devices)) == 1) else 'pair'))
    yield escape((' dense' if (undefined(name='dense') if l_0_dense is missing else l_0_dense) else cond_expr_undefined("the inline if-expression on line 11 in 'report' evaluated to false and no else section was defined.")))
    yield '">\n'
    def macro(l_1_found, l_1_told):
        t_3 = []
        if l_1_found is missing:
            l_1_found = undefined("parameter 'found' was not provided", name='found')
        if l_1_told is missing:
            l_1_told = undefined("parameter 'told' was not provided", name='told')
        pass
        for l_2_item in l_1_found:
            _loop_vars = {}
            pass
            t_3.extend((
                '<tr class="',
                escape(environment.getattr(l_2_item, 'level')),
                '">',
            ))
            if (environment.getattr(l_2_item, 'level') != 'note'):
                pass
                t_3.extend((
                    '<th scope="row">',
                    escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'level'), environment.getattr(l_2_item, 'level'))),
                    '</th>',
                ))
            t_3.extend((
                '<td>',
                escape(environment.getattr(l_2_item, 'note')),
                '</td><td class="act">',
            ))
            if (environment.getattr(l_2_item, 'place') and environment.getattr(l_1_told, 'shown')):
                pass
                t_3.extend((
                    '<button class="fly" type="button" data-fly-mm="',
                    escape(environment.getattr(l_2_item, 'place')),
                    '" data-fly-side="',
                    escape(environment.getattr(l_1_told, 'side')),
                    '" data-fly-frame="',
                    escape(environment.getattr(l_2_item, 'frame')),
                    '" data-fly-label="',
                    escape(environment.getattr(l_2_item, 'note')),
                    '" aria-label="',
                    escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'show_place')),
                    '" title="',
                    escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'show_place')),
                    '">⌖</button>',
                ))
            t_3.append(
                '</td></tr>\n',
            )
        l_2_item = missing
        return concat(t_3)
    context.exported_vars.add('list')
    context.vars['list'] = l_0_list = Macro(environment, macro, 'list', ('found', 'told'), False, False, False, context.eval_ctx.autoescape)
    yield '<main>\n<div class="sheet">\n<header>\n<div><h1>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'title'), 'format'), case=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'case')))
    yield ' <span class="soft">'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'version'), 'format'), version=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'version')))
    yield '</span></h1>\n<p class="soft">'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'made'), 'format'), date=(undefined(name='date') if l_0_date is missing else l_0_date), program=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'program_version')))
    yield ' · '
    yield escape((environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'by') or environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'unconfirmed')))
    yield '</p></div>\n<p class="verdict '
    yield escape(('good' if (undefined(name='accepted') if l_0_accepted is missing else l_0_accepted) else 'bad'))
    yield '">'
    yield escape((('✓ ' + environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'accepted')) if (undefined(name='accepted') if l_0_accepted is missing else l_0_accepted) else ('✗ ' + environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'rejected'))))
    yield '</p>\n</header>\n'
    if (undefined(name='faults') if l_0_faults is missing else l_0_faults):
        pass
        yield '<aside class="bad"><h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'rejected_why'))
        yield '</h2><ul>\n'
        for (l_1_side, l_1_why) in (undefined(name='faults') if l_0_faults is missing else l_0_faults):
            _loop_vars = {}
            pass
            yield '<li>'
            if (t_1((undefined(name='devices') if l_0_devices is missing else l_0_devices)) > 1):
                pass
                yield '<b>'
                yield escape(l_1_side)
                yield '</b>: '
            yield escape(l_1_why)
            yield '</li>\n'
        l_1_side = l_1_why = missing
        yield '</ul></aside>\n'
    if environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'notes'):
        pass
        yield '<aside><h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'read_this'))
        yield '</h2><ul>\n'
        for l_1_note in environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'notes'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_note)
            yield '</li>\n'
        l_1_note = missing
        yield '</ul></aside>\n'
    if (undefined(name='series') if l_0_series is missing else l_0_series):
        pass
        yield '<section class="series">\n<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'series'))
        yield '</h2>\n<table class="doses">\n'
        for l_1_row in (undefined(name='series') if l_0_series is missing else l_0_series):
            _loop_vars = {}
            pass
            yield '<tr><th scope="row">'
            yield escape(environment.getattr(l_1_row, 'side'))
            yield ' '
            yield escape(environment.getattr(l_1_row, 'mark'))
            yield '</th><td>'
            yield escape(environment.getattr(l_1_row, 'name'))
            yield '</td><td class="n">'
            yield escape(environment.getattr(l_1_row, 'asked'))
            yield '</td><td class="n">'
            yield escape(environment.getattr(l_1_row, 'got'))
            yield '</td><td class="'
            yield escape(('good' if environment.getattr(l_1_row, 'accepted') else 'bad'))
            yield '">'
            yield escape((('✓ ' + environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'device_accepted')) if environment.getattr(l_1_row, 'accepted') else ('✗ ' + environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'device_rejected'))))
            yield '</td><td>'
            yield escape(environment.getattr(l_1_row, 'file'))
            yield '</td></tr>\n'
        l_1_row = missing
        yield '</table>\n<p class="soft small">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'series_said'))
        yield '</p>\n</section>\n'
    yield '<section class="view">'
    if (undefined(name='viewed') if l_0_viewed is missing else l_0_viewed):
        pass
        yield '<p class="small">'
        yield escape((undefined(name='viewed') if l_0_viewed is missing else l_0_viewed))
        yield '</p>'
    yield '<div id="orthogen-viewer"><div data-stills class="stills" data-views="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'viewer'), 'view_oblique'))
    yield '|'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'viewer'), 'view_medial'))
    yield '|'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'viewer'), 'view_heel'))
    yield '"><noscript>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'no_viewer'))
    yield '</noscript></div></div></section>\n<div class="devices">\n'
    l_1_loop = missing
    for l_1_told, l_1_loop in LoopContext((undefined(name='devices') if l_0_devices is missing else l_0_devices), undefined):
        _loop_vars = {}
        pass
        yield '<section class="device"'
        if environment.getattr(l_1_told, 'shown'):
            pass
            yield ' data-side="'
            yield escape(environment.getattr(l_1_told, 'side'))
            yield '"'
        yield '>\n<h2>'
        yield escape(environment.getattr(l_1_told, 'title'))
        yield ' <span class="tag '
        yield escape(('good' if environment.getattr(l_1_told, 'accepted') else 'bad'))
        yield '">'
        yield escape((environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'device_accepted') if environment.getattr(l_1_told, 'accepted') else environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'device_rejected')))
        yield '</span></h2>\n<p class="soft">'
        yield escape(environment.getattr(l_1_told, 'profile'))
        yield '</p>\n'
        if environment.getattr(l_1_told, 'serious'):
            pass
            yield '<table class="findings serious">\n'
            yield escape(context.call((undefined(name='list') if l_0_list is missing else l_0_list), environment.getattr(l_1_told, 'serious'), l_1_told, _loop_vars=_loop_vars))
            yield '\n</table>\n'
        yield '<h3>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'asked_got'))
        yield '</h3>\n<table class="doses">\n<thead><tr><th scope="col">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'order'))
        yield '</th><th scope="col" class="n">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'asked'))
        yield '</th><th scope="col" class="n">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'got'))
        yield '</th><th scope="col" class="n off">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'difference'))
        yield '</th><th></th></tr></thead>\n'
        t_4 = 1
        for l_2_dose in environment.getattr(l_1_told, 'doses'):
            _loop_vars = {}
            pass
            yield '<tr><th scope="row">'
            yield escape(environment.getattr(l_2_dose, 'name'))
            yield '</th><td class="n">'
            yield escape(environment.getattr(l_2_dose, 'asked'))
            yield escape(environment.getattr(l_2_dose, 'unit'))
            yield '</td><td class="n">'
            yield escape(environment.getattr(l_2_dose, 'got'))
            yield escape((environment.getattr(l_2_dose, 'unit') if (environment.getattr(l_2_dose, 'got') != '–') else cond_expr_undefined("the inline if-expression on line 64 in 'report' evaluated to false and no else section was defined.")))
            yield '</td><td class="n soft off">'
            yield escape(environment.getattr(l_2_dose, 'difference'))
            yield '</td><td class="act"><span class="'
            yield escape(('good' if environment.getattr(l_2_dose, 'ok') else 'bad'))
            yield '">'
            yield escape(('✓' if environment.getattr(l_2_dose, 'ok') else ('✗ ' + environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'off'))))
            yield '</span>'
            if environment.getattr(l_1_told, 'shown'):
                pass
                yield ' <button class="dose" type="button" data-kind="'
                yield escape(environment.getattr(l_2_dose, 'kind'))
                yield '" aria-label="'
                yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'show_dose'), 'format'), dose=environment.getattr(l_2_dose, 'name'), _loop_vars=_loop_vars))
                yield '" title="'
                yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'show_dose'), 'format'), dose=environment.getattr(l_2_dose, 'name'), _loop_vars=_loop_vars))
                yield '">⌖</button>'
            yield '</td></tr>\n'
            if environment.getattr(l_2_dose, 'note'):
                pass
                yield '<tr class="said"><td colspan="5">'
                yield escape(environment.getattr(l_2_dose, 'note'))
                yield '</td></tr>\n'
            t_4 = 0
        l_2_dose = missing
        if t_4:
            pass
            yield '<tr><td colspan="5">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'no_order'))
            yield '</td></tr>\n'
        yield '</table>\n<p class="soft small">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'asked_got_said'))
        yield '</p>\n'
        if environment.getattr(l_1_told, 'reasons'):
            pass
            yield '<details open class="why"><summary>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'why'))
            yield '</summary><ul>\n'
            l_2_loop = missing
            for (l_2_name, l_2_reason), l_2_loop in LoopContext(environment.getattr(l_1_told, 'reasons'), undefined):
                _loop_vars = {}
                pass
                yield '<li><b>'
                yield escape(l_2_name)
                yield '</b>: '
                l_3_loop = missing
                for l_3_text, l_3_loop in LoopContext(l_2_reason, undefined):
                    _loop_vars = {}
                    pass
                    if t_2(environment.getattr(l_3_loop, 'index')):
                        pass
                        yield '<span class="soft small">'
                        yield escape(l_3_text)
                        yield '</span>'
                    else:
                        pass
                        yield escape(l_3_text)
                l_3_loop = l_3_text = missing
                yield '</li>\n'
            l_2_loop = l_2_name = l_2_reason = missing
            yield '</ul><p class="soft small">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'why_said'))
            yield '</p></details>\n'
        yield '</section>\n'
    l_1_loop = l_1_told = missing
    yield '</div>\n<section class="all-maps">\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'maps'))
    yield '</h2>\n<p class="soft small">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'maps_said'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'bed_words'))
    yield '</p>\n<div class="devices">\n'
    for l_1_told in (undefined(name='devices') if l_0_devices is missing else l_0_devices):
        _loop_vars = {}
        pass
        yield '<div><h3 class="side">'
        yield escape(environment.getattr(l_1_told, 'name'))
        yield '</h3><div class="maps">\n'
        for (l_2_title, l_2_picture, l_2_colours, l_2_ticks) in environment.getattr(l_1_told, 'maps'):
            _loop_vars = {}
            pass
            yield '<figure>'
            yield escape(l_2_picture)
            yield '<figcaption><span class="ramp" style="background: '
            yield escape(l_2_colours)
            yield '"></span><span class="ticks"><span>'
            yield escape(environment.getitem(l_2_ticks, 0))
            yield '</span><span>'
            yield escape(environment.getitem(l_2_ticks, 1))
            yield '</span><span>'
            yield escape(environment.getitem(l_2_ticks, 2))
            yield '</span></span>'
            yield escape(l_2_title)
            yield ', mm</figcaption></figure>\n'
        l_2_title = l_2_picture = l_2_colours = l_2_ticks = missing
        yield '</div></div>\n'
    l_1_told = missing
    yield '</div>\n</section>\n</div>\n<div class="second">\n'
    if (undefined(name='conditions') if l_0_conditions is missing else l_0_conditions):
        pass
        yield '<div class="devices conditions">\n'
        l_1_loop = missing
        for l_1_condition, l_1_loop in LoopContext((undefined(name='conditions') if l_0_conditions is missing else l_0_conditions), undefined):
            _loop_vars = {}
            pass
            yield '<section class="device condition">\n<h2>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'condition'))
            yield ' <span class="soft">'
            yield escape(environment.getattr(l_1_condition, 'sides'))
            yield '</span></h2>\n<ul>\n'
            l_2_loop = missing
            for (l_2_name, l_2_reason), l_2_loop in LoopContext(environment.getattr(l_1_condition, 'rows'), undefined):
                _loop_vars = {}
                pass
                yield '<li><b>'
                yield escape(l_2_name)
                yield '</b>: '
                l_3_loop = missing
                for l_3_text, l_3_loop in LoopContext(l_2_reason, undefined):
                    _loop_vars = {}
                    pass
                    if t_2(environment.getattr(l_3_loop, 'index')):
                        pass
                        yield '<span class="soft small">'
                        yield escape(l_3_text)
                        yield '</span>'
                    else:
                        pass
                        yield escape(l_3_text)
                l_3_loop = l_3_text = missing
                yield '</li>\n'
            l_2_loop = l_2_name = l_2_reason = missing
            yield '</ul>\n</section>\n'
        l_1_loop = l_1_condition = missing
        yield '</div>\n'
    yield '<div class="devices">\n'
    for l_1_told in (undefined(name='devices') if l_0_devices is missing else l_0_devices):
        _loop_vars = {}
        pass
        yield '<section class="device">\n'
        if environment.getattr(l_1_told, 'shown'):
            pass
            yield '<h2>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'foot'))
            yield ' <span class="soft">'
            yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), environment.getattr(l_1_told, 'side')))
            yield '</span></h2>\n<table class="measures">\n<thead><tr><th scope="col">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'measure'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'value'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'norm'))
            yield '</th></tr></thead>\n'
            for l_2_row in environment.getattr(l_1_told, 'measures'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_2_row, 'name'))
                yield '</th><td class="n '
                yield escape(('' if environment.getattr(l_2_row, 'good') else 'warn'))
                yield '">'
                yield escape(environment.getattr(l_2_row, 'value'))
                yield '</td><td class="n soft"'
                if environment.getattr(l_2_row, 'source'):
                    pass
                    yield ' title="'
                    yield escape(environment.getattr(l_2_row, 'source'))
                    yield '"'
                yield '>'
                yield escape((environment.getattr(l_2_row, 'usual') or '–'))
                yield '</td></tr>\n'
                if environment.getattr(l_2_row, 'source'):
                    pass
                    yield '<tr class="said"><td colspan="3">'
                    yield escape(environment.getattr(l_2_row, 'source'))
                    yield '</td></tr>\n'
            l_2_row = missing
            yield '</table>\n<figure class="sole">'
            yield escape(environment.getattr(l_1_told, 'sole'))
            yield '</figure>\n<h3>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'landmarks'))
            yield '</h3>\n<table class="landmarks">\n<thead><tr><th scope="col">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'landmark'))
            yield ', mm</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'forward'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'medial'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'height'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'uncertain'))
            yield '</th><th scope="col">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'known_from'))
            yield '</th></tr></thead>\n'
            for l_2_mark in environment.getattr(l_1_told, 'landmarks'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_2_mark, 'name'))
                yield '</th><td class="n">'
                yield escape(environment.getattr(l_2_mark, 'forward'))
                yield '</td><td class="n">'
                yield escape(environment.getattr(l_2_mark, 'medial'))
                yield '</td><td class="n">'
                yield escape(environment.getattr(l_2_mark, 'height'))
                yield '</td><td class="n">'
                yield escape(environment.getattr(l_2_mark, 'uncertain'))
                yield '</td><td>'
                yield escape(environment.getattr(l_2_mark, 'source'))
                yield '</td></tr>\n'
            l_2_mark = missing
            yield '</table>\n<p class="soft small">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'landmarks_said'))
            yield '</p>\n<h3>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'understood'))
            yield '</h3>\n<table class="reading">\n'
            for l_2_row in environment.getattr(l_1_told, 'reading'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_2_row, 'name'))
                yield '</th><td class="n">'
                yield escape(environment.getattr(l_2_row, 'value'))
                yield '</td></tr>\n'
            l_2_row = missing
            yield '</table>\n<details class="votes"><summary>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'sides'))
            yield '</summary><table>\n'
            for l_2_row in environment.getattr(l_1_told, 'votes'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_2_row, 'name'))
                yield '</th><td class="n">'
                yield escape(environment.getattr(l_2_row, 'value'))
                yield '</td></tr>\n'
            l_2_row = missing
            yield '</table></details>\n'
        else:
            pass
            yield '<h2>'
            yield escape(environment.getattr(l_1_told, 'title'))
            yield '</h2>\n'
        def t_5(fiter):
            for (l_2_title, l_2_found) in fiter:
                if l_2_found:
                    yield (l_2_title, l_2_found)
        for (l_2_title, l_2_found) in t_5(environment.getattr(l_1_told, 'notes')):
            _loop_vars = {}
            pass
            yield '<details open class="notes"><summary>'
            yield escape(l_2_title)
            yield '</summary><table class="findings">\n'
            yield escape(context.call((undefined(name='list') if l_0_list is missing else l_0_list), l_2_found, l_1_told, _loop_vars=_loop_vars))
            yield '\n</table></details>\n'
        l_2_title = l_2_found = missing
        yield '<h3>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'provenance'))
        yield '</h3>\n<p class="small">'
        yield escape(environment.getattr(l_1_told, 'file'))
        yield ' · '
        yield escape(environment.getattr(l_1_told, 'faces'))
        yield ' '
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'faces'))
        yield ' · '
        yield escape(environment.getattr(l_1_told, 'volume'))
        yield '<br>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'sha256'))
        yield ' <code>'
        yield escape(environment.getattr(l_1_told, 'sha256'))
        yield '</code><br><span class="soft">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'provenance_said'))
        yield '</span></p>\n</section>\n'
    l_1_told = missing
    yield '</div>\n</div>\n'
    if (undefined(name='expected') if l_0_expected is missing else l_0_expected):
        pass
        yield '<section class="device measured">\n<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'prediction'), 'title'))
        yield '</h2>\n'
        for l_1_item in (undefined(name='expected') if l_0_expected is missing else l_0_expected):
            _loop_vars = {}
            pass
            yield '<h3>'
            yield escape(environment.getattr(l_1_item, 'side'))
            yield '</h3>\n<p class="soft small">'
            yield escape(environment.getattr(l_1_item, 'basis'))
            yield '</p>\n'
            if environment.getattr(l_1_item, 'refused'):
                pass
                yield '<p>'
                yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'prediction'), 'refused'))
                yield '</p>\n<ul class="small">\n'
                for l_2_why in environment.getattr(l_1_item, 'refused'):
                    _loop_vars = {}
                    pass
                    yield '<li>'
                    yield escape(l_2_why)
                    yield '</li>\n'
                l_2_why = missing
                yield '</ul>\n'
            else:
                pass
                yield '<div class="pressure">\n<figure>'
                for (l_2_name, l_2_map) in environment.getattr(l_1_item, 'maps'):
                    _loop_vars = {}
                    pass
                    yield escape(l_2_map)
                    yield '<figcaption>'
                    yield escape(l_2_name)
                    yield '</figcaption>'
                l_2_name = l_2_map = missing
                yield '</figure>\n<div><table class="peaks">\n<thead><tr><th scope="col">'
                yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'prediction'), 'part'))
                yield '</th><th scope="col">'
                yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'prediction'), 'said'))
                yield '</th></tr></thead>\n'
                for (l_2_name, l_2_said) in environment.getattr(l_1_item, 'rows'):
                    _loop_vars = {}
                    pass
                    yield '<tr><th scope="row">'
                    yield escape(l_2_name)
                    yield '</th><td>'
                    yield escape(l_2_said)
                    yield '</td></tr>\n'
                l_2_name = l_2_said = missing
                yield '</table><p class="soft small">'
                yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'prediction'), 'map'))
                yield '</p></div>\n</div>\n'
        l_1_item = missing
        yield '<p class="small">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'prediction'), 'limits'))
        yield '</p>\n</section>\n'
    if (undefined(name='measured') if l_0_measured is missing else l_0_measured):
        pass
        yield '<section class="device measured">\n<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'measured'))
        yield '</h2>\n<p class="soft small">'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'measured_said'), 'format'), files=environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'files')))
        yield '</p>\n'
        if environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'picture'):
            pass
            yield '<h3>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'pressure'))
            yield '</h3>\n<p class="soft small">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'pressure_said'))
            yield '</p>\n<div class="pressure">\n<figure>'
            yield escape(environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'picture'))
            yield '</figure>\n<div><table class="peaks">\n<thead><tr><th scope="col">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'part'))
            yield '</th>'
            for l_1_head in environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'heads'):
                _loop_vars = {}
                pass
                yield '<th scope="col" class="n">'
                yield escape(l_1_head)
                yield '</th>'
            l_1_head = missing
            yield '<th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'norm'))
            yield '</th></tr></thead>\n'
            for l_1_row in environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'peaks'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_1_row, 'name'))
                yield '</th>'
                for l_2_value in environment.getattr(l_1_row, 'cells'):
                    _loop_vars = {}
                    pass
                    yield '<td class="n">'
                    yield escape(l_2_value)
                    yield '</td>'
                l_2_value = missing
                yield '<td class="n soft">'
                yield escape(environment.getattr(l_1_row, 'usual'))
                yield '</td></tr>\n'
            l_1_row = missing
            yield '</table><ul class="small">\n'
            for l_1_said in environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'loads'):
                _loop_vars = {}
                pass
                yield '<li>'
                yield escape(l_1_said)
                yield '</li>\n'
            l_1_said = missing
            yield '</ul></div>\n</div>\n'
        if environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'gait'):
            pass
            yield '<h3>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'gait'))
            yield '</h3>\n<table class="gait">\n<thead><tr><th scope="col">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'measure'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), 'left'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), 'right'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'person'))
            yield '</th><th scope="col" class="n">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'norm'))
            yield '</th><th scope="col">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'source'))
            yield '</th></tr></thead>\n'
            for l_1_row in environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'gait'):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getattr(l_1_row, 'name'))
                yield '</th>'
                for (l_2_value, l_2_outside) in environment.getattr(l_1_row, 'cells'):
                    _loop_vars = {}
                    pass
                    yield '<td class="n'
                    yield escape((' warn' if l_2_outside else cond_expr_undefined("the inline if-expression on line 214 in 'report' evaluated to false and no else section was defined.")))
                    yield '"'
                    if l_2_outside:
                        pass
                        yield ' title="'
                        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'outside'))
                        yield '"'
                    yield '>'
                    yield escape(l_2_value)
                    yield escape((' !' if l_2_outside else cond_expr_undefined("the inline if-expression on line 214 in 'report' evaluated to false and no else section was defined.")))
                    yield '</td>'
                l_2_value = l_2_outside = missing
                yield '<td class="n soft">'
                yield escape(environment.getattr(l_1_row, 'norm'))
                yield '</td><td class="soft small">'
                yield escape(environment.getattr(l_1_row, 'source'))
                yield '</td></tr>\n'
            l_1_row = missing
            yield '</table>\n'
        if environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'asked'):
            pass
            yield '<h3>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'asked_for'))
            yield '</h3>\n<p class="soft small">'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'asked_for_said'))
            yield '</p>\n<table class="asked">\n'
            l_1_loop = missing
            for l_1_row, l_1_loop in LoopContext(environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'asked'), undefined):
                _loop_vars = {}
                pass
                yield '<tr><th scope="row">'
                yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), environment.getattr(l_1_row, 'side')))
                yield ': '
                yield escape(environment.getattr(l_1_row, 'name'))
                yield '</th><td class="n">'
                yield escape(environment.getattr(l_1_row, 'doses'))
                yield '</td></tr>\n<tr class="said"><td colspan="2">'
                l_2_loop = missing
                for l_2_reason, l_2_loop in LoopContext(environment.getattr(l_1_row, 'reasons'), undefined):
                    _loop_vars = {}
                    pass
                    yield escape(l_2_reason)
                    if (not environment.getattr(l_2_loop, 'last')):
                        pass
                        yield '<br>'
                l_2_loop = l_2_reason = missing
                yield '</td></tr>\n'
            l_1_loop = l_1_row = missing
            yield '</table>\n'
        if environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'left_out'):
            pass
            yield '<details open class="notes"><summary>'
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'left_out'))
            yield '</summary><ul>\n'
            for l_1_note in environment.getattr((undefined(name='measured') if l_0_measured is missing else l_0_measured), 'left_out'):
                _loop_vars = {}
                pass
                yield '<li>'
                yield escape(l_1_note)
                yield '</li>\n'
            l_1_note = missing
            yield '</ul></details>\n'
        yield '</section>\n'
    yield '</main>\n<footer class="soft small">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'signed'))
    yield '</footer>\n'
    yield escape((undefined(name='view') if l_0_view is missing else l_0_view))
    yield '\n<script>\n'
    yield escape((undefined(name='js') if l_0_js is missing else l_0_js))
    yield '\n</script>\n</body>\n</html>'

blocks = {}
debug_info = '2=40&6=42&8=46&11=48&12=51&13=58&14=63&20=103&21=107&22=111&24=115&25=118&26=120&27=124&31=133&32=136&33=138&34=142&38=146&40=149&42=151&43=155&46=173&49=176&51=191&52=195&53=201&54=207&55=209&57=212&60=215&62=217&63=226&64=230&65=254&66=257&69=264&72=267&73=269&74=272&75=275&76=279&78=297&84=302&85=304&87=308&88=312&89=314&90=318&98=334&100=338&102=342&104=347&105=351&113=372&115=376&116=379&118=383&119=389&120=393&121=407&122=410&126=414&127=416&129=418&130=430&131=434&134=448&135=450&137=452&138=456&141=462&142=464&143=468&147=477&149=479&150=487&151=489&154=493&155=495&160=511&162=514&163=516&164=520&165=522&166=524&167=527&169=529&170=533&175=540&177=549&178=553&179=557&181=563&185=567&188=569&190=572&191=574&192=576&193=579&194=581&196=583&198=585&199=597&200=601&203=615&204=619&209=623&210=626&212=628&213=640&214=644&218=669&219=672&220=674&222=677&223=681&224=688&228=699&229=702&230=704&231=708&238=714&239=716&241=718'
