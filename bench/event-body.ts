/** A channel message as Slack delivers it (shape recorded, values invented). */
export function eventBody(text: string) {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }];
  return {
    team_id: 'T0SANDBOX',
    context_team_id: 'T0SANDBOX',
    context_enterprise_id: null,
    api_app_id: 'A0SANDBOX',
    event: {
      user: 'U0MEMBER',
      type: 'message',
      ts: '1764115200.000100',
      client_msg_id: '2e1f6b0c-5c5e-4d6c-9b8e-0f2b6f0c1a11',
      text,
      team: 'T0SANDBOX',
      blocks: [{ type: 'rich_text', block_id: 'aB3d', elements }],
      channel: 'C0SUPPORT',
      event_ts: '1764115200.000100',
      channel_type: 'channel',
    },
    type: 'event_callback',
    event_id: 'Ev0SANDBOX1',
    event_time: 1764115200,
    authorizations: [
      {
        enterprise_id: null,
        team_id: 'T0SANDBOX',
        user_id: 'UBOT',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: '4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMFNBTkRCT1gifQ',
  };
}
