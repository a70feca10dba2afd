import { TitleCasePipe } from '@angular/common';
import { Component, computed } from '@angular/core';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';
import { claimsInWords, timeInWords } from './claim-words';

/** What the authorization server says about the person: in words, and claim by claim. */
@Component({
  selector: 'demo-profile',
  imports: [Avatar, Icon, TitleCasePipe],
  templateUrl: './profile.html',
  styleUrl: './profile.css',
})
export class Profile {
  protected readonly person = injectPerson();
  protected readonly claims = computed(() => {
    const person = this.person();
    return person ? claimsInWords(person.claims) : [];
  });
  protected readonly since = computed(() => {
    const claims = this.person()?.claims;
    // Only an id_token says when.
    return claims?.iss && timeInWords(claims.auth_time ?? claims.iat);
  });
}
