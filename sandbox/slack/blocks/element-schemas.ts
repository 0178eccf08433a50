import { z } from 'zod';
import { confirm, id, option, optionGroup, plainText } from './object-schemas.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements : Slack's limits, and which elements each block allows. */

const usable = <T extends string>(type: T) =>
  z.looseObject({ type: z.literal(type), action_id: id.optional(), confirm: confirm.optional() });

const button = usable('button').extend({
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const overflow = usable('overflow').extend({
  options: z
    .array(option.extend({ url: z.string().max(3000).optional() }))
    .min(1)
    .max(5),
});

const menu = <T extends string>(type: T) => usable(type).extend({ placeholder: plainText(150).optional() });
const several = <T extends string>(type: T) =>
  menu(type).extend({ max_selected_items: z.number().int().min(1).optional() });

const withOptions = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

type Valued = { value: string };
type Optional = {
  options?: Valued[] | undefined;
  option_groups?: { options: Valued[] }[] | undefined;
  initial_option?: Valued | undefined;
  initial_options?: Valued[] | undefined;
};
const eitherOptions = ({ options, option_groups }: Optional): boolean =>
  (options === undefined) !== (option_groups === undefined);
const NEEDS_OPTIONS = 'either `options` or `option_groups` is required';
const beginsWithOneOfThem = (element: Optional): boolean => {
  const grouped = (element.option_groups ?? []).flatMap(({ options }) => options);
  const there = [...(element.options ?? []), ...grouped].map(({ value }) => value);
  const initial = [element.initial_option ?? [], element.initial_options ?? []].flat();
  return initial.every(({ value }) => there.includes(value));
};
const NOT_THERE = 'the initial option is not one of the options';

const staticSelect = menu('static_select')
  .extend({ ...withOptions, initial_option: option.optional() })
  .refine(eitherOptions, NEEDS_OPTIONS)
  .refine(beginsWithOneOfThem, NOT_THERE);
const multiStaticSelect = several('multi_static_select')
  .extend({ ...withOptions, initial_options: z.array(option).optional() })
  .refine(eitherOptions, NEEDS_OPTIONS)
  .refine(beginsWithOneOfThem, NOT_THERE);
const checkboxes = usable('checkboxes')
  .extend({ options: z.array(option).min(1).max(10), initial_options: z.array(option).min(1).optional() })
  .refine(beginsWithOneOfThem, NOT_THERE);
const radioButtons = usable('radio_buttons')
  .extend({ options: z.array(option).min(1).max(10), initial_option: option.optional() })
  .refine(beginsWithOneOfThem, NOT_THERE);

const datepicker = menu('datepicker').extend({ initial_date: z.iso.date().optional() });
const timepicker = menu('timepicker').extend({
  initial_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
});
const datetimepicker = usable('datetimepicker');

const typed = <T extends string>(type: T) =>
  menu(type).extend({ initial_value: z.string().optional(), focus_on_load: z.boolean().optional() });
const plainTextInput = typed('plain_text_input').extend({
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
});

const labelled = z.looseObject({ text: plainText(75), value: z.string().max(2000) });

export const imageElement = z.looseObject({
  type: z.literal('image'),
  image_url: z.string().max(3000).optional(),
  alt_text: z.string().min(1).max(2000),
});

const menus = [
  staticSelect,
  menu('external_select'),
  menu('users_select'),
  menu('conversations_select'),
  menu('channels_select'),
] as const;
const multiMenus = [
  multiStaticSelect,
  several('multi_external_select'),
  several('multi_users_select'),
  several('multi_conversations_select'),
  several('multi_channels_select'),
] as const;
const choices = [checkboxes, radioButtons, datepicker, timepicker] as const;

export const actionsElement = z.discriminatedUnion('type', [
  button,
  overflow,
  ...menus,
  ...choices,
  datetimepicker,
  usable('workflow_button'),
]);

export const sectionElement = z.discriminatedUnion('type', [
  button,
  overflow,
  ...menus,
  ...multiMenus,
  ...choices,
  usable('workflow_button'),
  imageElement,
]);

export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  typed('email_text_input'),
  typed('url_text_input'),
  typed('number_input').extend({ is_decimal_allowed: z.boolean() }),
  menu('rich_text_input'),
  usable('file_input').extend({ max_files: z.number().int().min(1).max(10).optional() }),
  ...menus,
  ...multiMenus,
  ...choices,
  datetimepicker,
]);

export const contextActionsElement = z.discriminatedUnion('type', [
  usable('feedback_buttons').extend({ positive_button: labelled, negative_button: labelled }),
  usable('icon_button').extend({ icon: z.string().min(1), text: plainText(75) }),
]);
