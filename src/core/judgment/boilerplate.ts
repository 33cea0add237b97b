/**
 * Words that approve and say nothing; any number of them is no reason. By language, so that none is
 * a loophole. They are what stands in approvals of one line, not all words without content: a list
 * of those would take the small words away from genuine reasons too. A word of one language that is a
 * common one of another is left out.
 */
const WORDS = new Set(
  `lgtm approve approved approving approval looks look looking good great to me ok okay fine ship it
  shipit thanks thank you nice work done yes yep sure reviewed review checked check all the a an is
  and i have this no issues issue concerns problem problems please merge merging go ahead plus one
  everything seems from my side correct perfect awesome well rubber stamp

  sieht gut aus passt alles klar genehmigt freigegeben freigabe geprüft ordnung danke für mich
  von mir aus keine einwände kann gemergt werden bitte mergen habe ich das ist angeschaut super prima

  approuvé approuvée validé bon pour moi tout est parfait merci rien à signaler je valide ça va vérifié
  relu on peut fusionner nickel très bien ras pas de problème

  aprobado apruebo aprobada se ve bien todo correcto perfecto gracias revisado por parte sin
  problemas listo para fusionar parece adelante está de acuerdo verificado

  aprovado aprovada aprovo parece bom tudo certo obrigado obrigada da minha sem ressalvas pode
  mergear verificado ótimo está beleza valeu conferido ao meu ver os

  approvato approvata bene sembra buono tutto perfetto grazie controllato nessun problema ottimo
  lavoro quanto riguarda si può procedere con il verificato

  goedgekeurd ziet er goed uit akkoord prima orde dank bedankt wat mij betreft gecontroleerd geen
  bezwaren kan gemerged worden alles klopt nagekeken

  zatwierdzam zatwierdzone wygląda dobrze akceptuję zaakceptowane super dzięki dziękuję sprawdzone
  sprawdziłem sprawdziłam wszystko w porządku bez uwag można scalać jest ok z mojej strony

  одобряю одобрено выглядит хорошо всё все в порядке нормально спасибо проверено проверил проверила
  можно мержить мёржить вливать замечаний нет согласен согласна отлично ок лгтм с моей стороны

  승인 승인합니다 승인했습니다 좋아요 좋습니다 좋아 보입니다 보여요 확인 확인했습니다 확인함 문제 없습니다
  없어요 감사합니다 수고하셨습니다 수고하셨어요 머지 해주세요 해도 됩니다 될 것 같습니다 이상 이상없음

  स्वीकृत स्वीकार मंज़ूर मंजूर ठीक है अच्छा लग रहा सब सही धन्यवाद जाँच जांच लिया देख कर की कोई समस्या
  नहीं मर्ज करें मेरी तरफ से बढ़िया हो गया अनुमोदित

  موافق موافقة أوافق تمت الموافقة تم يبدو جيد جيدا جيدًا ممتاز شكرا شكرًا لا مشاكل توجد مشكلة راجعت المراجعة
  كل شيء على ما يرام يمكن الدمج لك من طرفي صحيح`.split(/\s+/),
);

/** The same for scripts that put no spaces between words; taken out wherever they stand. */
const PHRASES =
  `問題ありません 問題なし 問題ない 確認しました 確認済み 確認した 承認します 承認しました 承認済み 承認
  良さそうです よさそうです 良いと思います いいと思います 大丈夫です お疲れ様です お疲れさまです ありがとうございます
  マージしてください マージしてOKです マージします レビューしました 異議なし すべて 全て よろしくお願いします
  看起来不错 看起来没问题 看上去不错 没有问题 没问题 没有意见 没意见 已经检查过了 检查过了 已检查 已审核 审核通过
  已审阅 已批准 批准 同意合并 同意 可以合并 可以合入 请合并 通过 很好 不错 好的 辛苦了 谢谢 全部 一切正常
  看起來不錯 看起來沒問題 沒有問題 沒問題 已檢查 已審核 審核通過 已批准 可以合併 謝謝
  ดูดีแล้ว ดูดี อนุมัติแล้ว อนุมัติ ผ่านแล้ว ผ่าน เรียบร้อยแล้ว เรียบร้อย ตรวจสอบแล้ว ตรวจแล้ว ไม่มีปัญหา โอเค ขอบคุณ ครับ ค่ะ
  ทั้งหมด ได้เลย รวมโค้ดได้`.split(/\s+/);
const PHRASE = new RegExp(
  PHRASES.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((phrase) => phrase.normalize('NFKC').toLowerCase())
    .join('|'),
  'gu',
);

/** Takes the approving phrases of scripts without spaces out of a text in lower case. */
export function withoutPhrases(text: string): string {
  return text.replace(PHRASE, ' ');
}

export function isBoilerplate(word: string): boolean {
  return WORDS.has(word);
}
