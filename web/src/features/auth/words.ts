/** What signing in says (DESIGN.md, Voice). */
export const words = {
  modes: {
    'sign-in': { title: 'Welcome back', text: 'Somebody is glad to see you.', button: 'Sign in' },
    register: { title: 'Make an account', text: 'It lives on this server and nowhere else.', button: 'Create account' },
    forgot: {
      title: 'A new password',
      text: 'We send a link to your address. It works for an hour.',
      button: 'Send the link',
    },
  },
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least 8 characters.',
  show: 'Show what I type',
  sent: 'If this address has an account, a link is on its way.',
  toSignIn: 'I have an account',
  toRegister: 'Make an account',
  toForgot: 'Forgot the password?',
  choose: 'Choose a new password',
  chosen: 'Saved. Every other browser was signed out.',
  save: 'Save',
} as const;
