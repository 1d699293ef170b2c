import { createTransport } from 'nodemailer';

export interface Mailer {
  /** @throws when the mail server refuses or does not answer within ten seconds */
  send(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Mail through `SMTP_URL`, from `MAIL_FROM`. */
export const createMailer = (smtpUrl: string, from: string): Mailer => {
  const transport = createTransport(smtpUrl, {
    from,
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
  });
  return {
    send: async (mail) => {
      await transport.sendMail(mail);
    },
  };
};
