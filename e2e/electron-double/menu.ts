import type { CommandId } from "#shared/commands/command-list.ts";

type Template = readonly ItemTemplate[];
type ItemTemplate = {
  readonly id?: CommandId;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly submenu?: Template;
  readonly click?: (item: unknown, window: undefined, event: { readonly triggeredByAccelerator: boolean }) => void;
};

/** An item as a running program sees it: the template's, with what may change while the menu stands. */
class ItemDouble {
  readonly template: ItemTemplate;
  readonly submenu: MenuDouble | null;
  enabled: boolean;

  constructor(template: ItemTemplate) {
    this.template = template;
    this.enabled = template.enabled ?? true;
    this.submenu = template.submenu ? new MenuDouble(template.submenu) : null;
  }
}

/** A menu without a screen: what a program builds can be found by its labels and clicked. */
export class MenuDouble {
  readonly items: readonly ItemDouble[];

  constructor(template: Template) {
    this.items = template.map((item) => new ItemDouble(item));
  }

  getMenuItemById(id: string): ItemDouble | null {
    for (const item of this.items) {
      const found = item.template.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** As a person sees it: null where there is no such item. */
  find([label, ...below]: readonly string[]): ItemDouble | null {
    const item = this.items.find((each) => each.template.label === label);
    if (!item || below.length === 0) return item ?? null;
    return item.submenu?.find(below) ?? null;
  }

  /** False where the item is grey. */
  click(labels: readonly string[]): boolean {
    const item = this.find(labels);
    if (!item?.template.click) throw new Error(`The menu has no ${labels.join(" ▸ ")}.`);
    if (item.enabled) item.template.click(item, undefined, { triggeredByAccelerator: false });
    return item.enabled;
  }
}

let shown: MenuDouble | null = null;

export const Menu = {
  buildFromTemplate: (template: Template): MenuDouble => new MenuDouble(template),
  setApplicationMenu: (menu: MenuDouble): void => {
    shown = menu;
  },
  getApplicationMenu: (): MenuDouble | null => shown,
};
